package dev.untorn.server.probe;

/**
 * One finding.
 *
 * @param text one sentence without its full stop
 * @param remedy what would improve it, or what to keep in mind; empty if all is well
 */
public record Fact(Topic topic, Grade grade, String text, String remedy) {
  public enum Grade {
    GOOD,
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

  static Fact goodIf(boolean good, Topic topic, String text, String remedy) {
    return good ? good(topic, text) : weak(topic, text, remedy);
  }
}
