package dev.untorn.http.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.untorn.semantics.Status;
import dev.untorn.text.Html;
import dev.untorn.text.Quantity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Why a request gets no file, as an HTML page or a JSON object; those of {@link #of} are encoded
 * once, because floods of them come. The detail is a sentence for people, and tells nothing that
 * the client does not know.
 */
public record Problem(Status status, String detail, OptionalInt retryAfterSeconds) {
  /** Media type of {@link #json} (RFC 9457, 3). */
  public static final String JSON_MEDIA_TYPE = "application/problem+json";

  private static final JsonFactory JSON = new JsonFactory();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Common(Problem problem, byte[] html, byte[] json) {}

  private static final Map<Status, Common> COMMON = new EnumMap<>(Status.class);

  static {
    for (Status status : Status.values()) {
      if (status.isProblem()) {
        Problem problem = new Problem(status, sentence(status), OptionalInt.empty());
        COMMON.put(status, new Common(problem, problem.encodeHtml(), problem.encodeJson()));
      }
    }
  }

  public static Problem of(Status status) {
    return common(status).problem;
  }

  private static Common common(Status status) {
    Common common = COMMON.get(status);
    if (common == null) {
      throw new IllegalArgumentException("no problem: " + status);
    }
    return common;
  }

  private static String sentence(Status status) {
    return switch (status) {
      case OK, NO_CONTENT, PARTIAL_CONTENT, MOVED_PERMANENTLY, NOT_MODIFIED -> "";
      case BAD_REQUEST -> "The request is not valid HTTP.";
      case FORBIDDEN -> "This may not be read.";
      case NOT_FOUND -> "There is nothing at this address.";
      case METHOD_NOT_ALLOWED -> "Only GET, HEAD and OPTIONS are served.";
      case REQUEST_TIMEOUT -> "The request did not arrive in time.";
      case PRECONDITION_FAILED -> "The file is not in the state the request names.";
      case CONTENT_TOO_LARGE -> "The request carries more content than is accepted.";
      case URI_TOO_LONG -> "The address is longer than is accepted.";
      case RANGE_NOT_SATISFIABLE -> "The file has none of the bytes asked for.";
      case EXPECTATION_FAILED -> "The request expects what is not offered.";
      case MISDIRECTED_REQUEST -> "The request is for a host that is not served here.";
      case HEADER_FIELDS_TOO_LARGE -> "The request's header fields are larger than is accepted.";
      case INTERNAL_SERVER_ERROR -> "The server failed to answer this.";
      case NOT_IMPLEMENTED -> "The request asks for something not known here.";
      case BAD_GATEWAY -> "The origin's answer was not valid, or not whole.";
      case SERVICE_UNAVAILABLE -> "This cannot be served at the moment.";
      case GATEWAY_TIMEOUT -> "The origin did not answer in time.";
      case VERSION_NOT_SUPPORTED -> "Only HTTP/1.0 and HTTP/1.1 are spoken.";
      case INSUFFICIENT_STORAGE -> "The folder has more entries than can be listed here.";
    };
  }

  public Problem withDetail(String other) {
    return new Problem(status, other, retryAfterSeconds);
  }

  public Problem withRetryAfter(int seconds) {
    return new Problem(status, detail, OptionalInt.of(seconds));
  }

  private boolean isCommon() {
    return equals(of(status));
  }

  /** A page of {@link Page#MEDIA_TYPE}; do not modify. */
  public byte[] html() {
    return isCommon() ? common(status).html : encodeHtml();
  }

  /** A JSON object; do not modify. */
  public byte[] json() {
    return isCommon() ? common(status).json : encodeJson();
  }

  private byte[] encodeHtml() {
    StringBuilder page = new StringBuilder();
    Page.begin(page, status.code() + " " + status.reason(), "");
    page.append("<main class=\"problem\">\n<p class=\"status\">")
        .append(status.code())
        .append("</p>\n<h1>");
    Html.appendText(page, status.reason());
    page.append("</h1>\n<p>");
    Html.appendText(page, detail);
    if (retryAfterSeconds.isPresent()) {
      page.append(" Try again in ")
          .append(Quantity.count(retryAfterSeconds.getAsInt(), "second", "seconds"))
          .append('.');
    }
    Page.end(page.append("</p>\n</main>"));
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Has the type about:blank: the status says it all. */
  private byte[] encodeJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "about:blank");
      json.writeStringField("title", status.reason());
      json.writeNumberField("status", status.code());
      json.writeStringField("detail", detail);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }
}
