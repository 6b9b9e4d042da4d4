package dev.untorn.text;

/** How text is emphasised in a terminal, on a page, and in Markdown. */
public enum Tone {
  PLAIN("0", "", ""),
  DIM("2", "<span class=\"none\">", ""),
  GOOD("32", "<span class=\"good\">", ""),
  /** Good, because it was enforced. */
  KEPT("36", "<span class=\"kept\">", ""),
  WARNING("33", "<span class=\"warning\">", ""),
  BAD("1;31", "<span class=\"bad\">", "**"),
  UNKNOWN("35", "<span class=\"unknown\">", ""),
  BOLD("1", "<b>", "**"),
  CODE("0", "<code>", "`"),
  SMALL("2", "<small>", "");

  private final String code;
  private final String tag;
  private final String quote;

  Tone(String code, String tag, String quote) {
    this.code = code;
    this.tag = tag;
    this.quote = quote;
  }

  /** For a terminal with colours. */
  public String terminal(String text) {
    return code.equals("0") || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
  }

  /** For a table in Markdown, escaped; in code only {@code |} and backquotes. */
  String markdown(String text) {
    String cell = text.replace("|", "\\|");
    String content = this == CODE ? cell.replace("`", "'") : cell.replace("<", "&lt;");
    return text.isEmpty() ? "" : quote + content + quote;
  }

  /** For a page, escaped. */
  public String html(String text) {
    String content = Html.escape(text);
    return tag.isEmpty() || text.isEmpty()
        ? content
        : tag + content + "</" + tag.substring(1).replaceAll("[ >].*", "") + ">";
  }
}
