package dev.untorn.http.page;

import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.text.Html;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The frame of all pages. They share one style and load nothing. */
public final class Page {
  public static final String MEDIA_TYPE = "text/html; charset=utf-8";

  private static final String STYLE = Html.resource(Page.class, "page.css");
  private static final String FRAME =
      Html.resource(Page.class, "page.html").replace("{{style}}", STYLE);

  // Split once, so that inserted text is never searched for marks.
  private static final String BEFORE_TITLE = between("", "{{title}}");
  private static final String BEFORE_MORE_STYLE = between("{{title}}", "{{more}}");
  private static final String BEFORE_BODY = between("{{more}}", "{{body}}");
  private static final String AFTER_BODY = between("{{body}}", "");

  private static final String LISTING_STYLE = Html.resource(Page.class, "listing.css");

  /** Additional style of listings. */
  static final String LISTING = "\n<style>" + LISTING_STYLE + "</style>";

  /** No scripts, no fetches, only these styles. Icons are data in the style; sorting is a form. */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "' 'sha256-"
          + sha256(LISTING_STYLE)
          + "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private Page() {}

  /** Starts a page; {@code title} is plain text. */
  static void begin(StringBuilder page, String title, String moreStyle) {
    page.append(BEFORE_TITLE);
    Html.appendText(page, title);
    page.append(BEFORE_MORE_STYLE).append(moreStyle).append(BEFORE_BODY);
  }

  static void end(StringBuilder page) {
    page.append(AFTER_BODY);
  }

  private static String between(String start, String end) {
    int from = FRAME.indexOf(start) + start.length();
    return end.isEmpty() ? FRAME.substring(from) : FRAME.substring(from, FRAME.indexOf(end));
  }

  private static String sha256(String text) {
    byte[] hash = DigestAlgorithm.SHA_256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }
}
