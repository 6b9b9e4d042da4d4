package dev.untorn.server.probe;

/**
 * What was found of a topic.
 *
 * @param text one sentence without its full stop
 * @param remedy what would make it better, or is to be kept in mind; empty where all is well
 */
public record Fact(Topic topic, Grade grade, String text, String remedy) {
  /** What it means for the promises. */
  public enum Grade {
    /** As good as it can be. */
    GOOD,
    /** Neither good nor bad. */
    PLAIN,
    /** Something cannot be proved, or will fail under load. */
    WEAK
  }

  static Fact good(Topic topic, String text) {
    return new Fact(topic, Grade.GOOD, text, "");
  }

  static Fact plain(Topic topic, String text) {
    return new Fact(topic, Grade.PLAIN, text, "");
  }

  static Fact weak(Topic topic, String text, String remedy) {
    return new Fact(topic, Grade.WEAK, text, remedy);
  }
}
