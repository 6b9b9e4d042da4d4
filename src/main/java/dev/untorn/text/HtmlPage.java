package dev.untorn.text;

import java.util.List;

/** A report as one page that needs nothing else: light and dark, for screens of any width. */
public final class HtmlPage {
  private final StringBuilder out = new StringBuilder(1 << 15);
  private String open = "header";

  /** A page that begins with this heading. */
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

  /** Ends what came before and begins a section. */
  public HtmlPage section(String title) {
    begin("section");
    return element("h2", "", title);
  }

  /** Ends what came before and begins the last part. */
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

  /** A paragraph. */
  public HtmlPage paragraph(String text) {
    return element("p", "", text);
  }

  /** A paragraph in small letters. */
  public HtmlPage note(String text) {
    return element("p", "note", text);
  }

  /** A command, to be copied. */
  public HtmlPage command(String text) {
    out.append("<p class=\"note\">").append(Tone.CODE.html(text)).append("</p>\n");
    return this;
  }

  /** What it all comes to: {@code kept}, {@code broken} or {@code unknown}. */
  public HtmlPage outcome(String kind, String text) {
    return element("p", "outcome " + kind, text);
  }

  /** Lines; none, no list. */
  public HtmlPage list(List<String> lines) {
    if (!lines.isEmpty()) {
      out.append("<ul>");
      lines.forEach(line -> element("li", "", line));
      out.append("</ul>\n");
    }
    return this;
  }

  /** Begins a list of terms, see {@link #term}. */
  public HtmlPage beginTerms() {
    return add("<dl class=\"terms\">");
  }

  /** A term and its meaning. */
  public HtmlPage term(String term, String sentence) {
    return element("dt", "", term).element("dd", "", sentence);
  }

  /** Ends a list of terms. */
  public HtmlPage endTerms() {
    return add("</dl>\n");
  }

  /** What is hidden until it is wanted. */
  public HtmlPage details(String summary, Runnable content) {
    out.append("<details>");
    element("summary", "", summary);
    content.run();
    return add("</details>\n");
  }

  /** HTML, as it is: a table, a chart. */
  public HtmlPage add(String html) {
    out.append(html);
    return this;
  }

  /** An element of text, with a class of the style sheet or none. */
  public HtmlPage element(String tag, String style, String text) {
    out.append('<').append(tag);
    if (!style.isEmpty()) {
      out.append(" class=\"").append(style).append('"');
    }
    out.append('>').append(Html.escape(text)).append("</").append(tag).append(">\n");
    return this;
  }

  /** All of it. */
  public String end() {
    return out + "</" + open + ">\n</main></body></html>\n";
  }
}
