package dev.untorn.lab;

/** What has a name and an explanation in reports and options. */
public interface Explained {
  /**
   * Both.
   *
   * @param label the name on the command line and in tables
   * @param sentence what it is, in one line
   */
  record Term(String label, String sentence) {}

  /** Both. */
  Term term();

  /** The name on the command line and in tables. */
  default String label() {
    return term().label();
  }

  /** What it is, in one line. */
  default String sentence() {
    return term().sentence();
  }
}
