package dev.untorn.lab;

/** Has a name and an explanation for reports and options. */
public interface Explained {
  /** Between the two parts of a term; no label contains it. */
  String SEPARATOR = ": ";

  /**
   * Joins the parts of a term, as one text because enums must be immutable.
   *
   * @param label on the command line and in tables
   * @param sentence one line of explanation
   */
  static String term(String label, String sentence) {
    return label + SEPARATOR + sentence;
  }

  String term();

  default String label() {
    return term().substring(0, term().indexOf(SEPARATOR));
  }

  default String sentence() {
    return term().substring(term().indexOf(SEPARATOR) + SEPARATOR.length());
  }
}
