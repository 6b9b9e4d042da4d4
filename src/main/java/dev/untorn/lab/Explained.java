package dev.untorn.lab;

/** Has a name and an explanation for reports and options. */
public interface Explained {
  record Term(String label, String sentence) {}

  /**
   * @param label on the command line and in tables
   * @param sentence one line
   */
  Term term();

  default String label() {
    return term().label();
  }

  default String sentence() {
    return term().sentence();
  }
}
