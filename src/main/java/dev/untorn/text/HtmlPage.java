package dev.untorn.text;

import java.util.List;

/** A self-contained page: light or dark, for screens of any width. */
public final class HtmlPage {
  private final StringBuilder out = new StringBuilder(1 << 15);
  private String open = "header";

  public HtmlPage(String title, String heading) {
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<title>")
        .append(Html.escape(title))
        .append("</title>\n<style>")
        .append(Html.resource(HtmlPage.class, "page.css"))
        .append("</style></head><body><main>\n<header>");
    element("h1", "", heading);
  }

  /** Ends the previous section and begins one. */
  public HtmlPage section(String title) {
    begin("section");
    return element("h2", "", title);
  }

  /** Ends the previous section and begins the footer. */
  public HtmlPage footer() {
    return begin("footer");
  }

  private HtmlPage begin(String tag) {
    out.append("</").append(open).append(">\n<").append(tag).append('>');
    open = tag;
    return this;
  }

  /** A heading within a section. */
  public HtmlPage heading(String text) {
    return element("h3", "", text);
  }

  public HtmlPage paragraph(String text) {
    return element("p", "", text);
  }

  /** A paragraph in small type. */
  public HtmlPage note(String text) {
    return element("p", "note", text);
  }

  /** A command for the reader to copy. */
  public HtmlPage command(String text) {
    out.append("<p class=\"note\">").append(Tone.CODE.html(text)).append("</p>\n");
    return this;
  }

  /** The overall result, of kind {@code kept}, {@code broken} or {@code unknown}. */
  public HtmlPage outcome(String kind, String text) {
    return element("p", "outcome " + kind, text);
  }

  /** A list, or nothing if there are no lines. */
  public HtmlPage list(List<String> lines) {
    if (!lines.isEmpty()) {
      out.append("<ul>");
      lines.forEach(line -> element("li", "", line));
      out.append("</ul>\n");
    }
    return this;
  }

  public HtmlPage beginTerms() {
    return add("<dl class=\"terms\">");
  }

  public HtmlPage term(String term, String sentence) {
    return element("dt", "", term).element("dd", "", sentence);
  }

  public HtmlPage endTerms() {
    return add("</dl>\n");
  }

  /** Content that the reader can unfold. */
  public HtmlPage details(String summary, Runnable content) {
    out.append("<details>");
    element("summary", "", summary);
    content.run();
    return add("</details>\n");
  }

  /** Adds HTML unescaped: a table, a chart. */
  public HtmlPage add(String html) {
    out.append(html);
    return this;
  }

  /** An element of text, with a CSS class unless {@code style} is empty. */
  public HtmlPage element(String tag, String style, String text) {
    out.append('<').append(tag);
    if (!style.isEmpty()) {
      out.append(" class=\"").append(style).append('"');
    }
    out.append('>').append(Html.escape(text)).append("</").append(tag).append(">\n");
    return this;
  }

  /** Ends the page and returns it. */
  public String end() {
    return out + "</" + open + ">\n</main></body></html>\n";
  }
}
