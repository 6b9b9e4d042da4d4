package dev.untorn.lab;

/** Has a name and an explanation for reports and options. */
public interface Explained {
  /**
   * @param label on the command line and in tables
   * @param sentence one line of explanation
   */
  record Term(String label, String sentence) {}

  Term term();

  default String label() {
    return term().label();
  }

  default String sentence() {
    return term().sentence();
  }
}
