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
}
