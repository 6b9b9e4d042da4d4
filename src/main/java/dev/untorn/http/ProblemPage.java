package dev.untorn.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of an answer that is no file. Those of {@link Problem#of} are encoded once, so that a
 * flood of them costs nothing. The arrays are shared: not to be written to.
 */
public final class ProblemPage {
  /** Of {@link #json}: RFC 9457, section 3. */
  public static final String JSON_MEDIA_TYPE = "application/problem+json";

  private static final JsonFactory JSON = new JsonFactory();

  /** All that {@link Problem#of} knows. */
  static final List<Integer> COMMON_STATUSES =
      List.of(400, 403, 404, 405, 408, 412, 413, 414, 416, 417, 431, 500, 501, 503, 505);

  private static final Map<Problem, byte[]> HTML_OF_COMMON = new HashMap<>();
  private static final Map<Problem, byte[]> JSON_OF_COMMON = new HashMap<>();

  static {
    for (int status : COMMON_STATUSES) {
      Problem problem = Problem.of(status);
      HTML_OF_COMMON.put(problem, encodeHtml(problem));
      JSON_OF_COMMON.put(problem, encodeJson(problem));
    }
  }

  private ProblemPage() {}

  /** A page for people, of {@link Page#MEDIA_TYPE}. */
  public static byte[] html(Problem problem) {
    byte[] encoded = HTML_OF_COMMON.get(problem);
    return encoded != null ? encoded : encodeHtml(problem);
  }

  /** An object for programs. Its type is about:blank, that is, the status says it all. */
  public static byte[] json(Problem problem) {
    byte[] encoded = JSON_OF_COMMON.get(problem);
    return encoded != null ? encoded : encodeJson(problem);
  }

  private static byte[] encodeHtml(Problem problem) {
    StringBuilder page = Page.begin(problem.status() + " " + problem.title());
    page.append("<main class=\"problem\">\n<p class=\"status\">")
        .append(problem.status())
        .append("</p>\n<h1>");
    Html.appendText(page, problem.title());
    page.append("</h1>\n<p>");
    Html.appendText(page, problem.detail());
    if (problem.retryAfterSeconds().isPresent()) {
      page.append(" Try again in ")
          .append(Quantity.count(problem.retryAfterSeconds().getAsInt(), "second", "seconds"))
          .append('.');
    }
    return Page.end(page.append("</p>\n</main>"));
  }

  private static byte[] encodeJson(Problem problem) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "about:blank");
      json.writeStringField("title", problem.title());
      json.writeNumberField("status", problem.status());
      json.writeStringField("detail", problem.detail());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }
}
