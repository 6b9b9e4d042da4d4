package dev.untorn.text;

/** How a piece of text is set off: by a colour, in a terminal and on a page, or by its letters. */
public enum Tone {
  PLAIN("0", "", ""),
  DIM("2", "<span class=\"none\">", ""),
  GOOD("32", "<span class=\"good\">", ""),
  /** As it should be, though not by itself. */
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

  /** For a terminal that shows colours. */
  public String terminal(String text) {
    return code.equals("0") || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
  }

  /** For a table in Markdown; the text is escaped. Code is shown as it is, but for backquotes. */
  String markdown(String text) {
    String cell = text.replace("|", "\\|");
    String content = this == CODE ? cell.replace("`", "'") : cell.replace("<", "&lt;");
    return text.isEmpty() ? "" : quote + content + quote;
  }

  /** For a page; the text is escaped. */
  public String html(String text) {
    String content = Html.escape(text);
    return tag.isEmpty() || text.isEmpty()
        ? content
        : tag + content + "</" + tag.substring(1).replaceAll("[ >].*", "") + ">";
  }
}
