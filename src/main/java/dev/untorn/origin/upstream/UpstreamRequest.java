package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request to an upstream.
 *
 * @param target path and query, as they go into the request line. Characters that may not stand
 *     there are percent-encoded
 * @param fields end-to-end fields. Those about the connection or the framing are ignored; a Host
 *     replaces the upstream's own name
 * @param conditions go along where their source is asked, and nowhere else
 */
public record UpstreamRequest(
    String method, String target, Fields fields, Conditions conditions, RequestBody body) {
  /**
   * Fields that name a version: tags name the versions of one resource (RFC 9110, 8.8.1), and say
   * nothing to another one, such as that of another redirect.
   *
   * @param source as in {@link UpstreamResponse#source}
   */
  public record Conditions(String source, Fields fields) {
    public static final Conditions NONE = new Conditions("", Fields.NONE);
  }

  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

  /** A request without conditions and body. */
  public static UpstreamRequest of(String method, String target, Fields fields) {
    return new UpstreamRequest(method, target, fields, Conditions.NONE, new RequestBody.None());
  }

  /** The same as one source gets it. */
  UpstreamRequest to(String source) {
    if (!conditions.source.equals(source)) {
      return this;
    }
    List<Field> all = new ArrayList<>(fields.lines());
    all.addAll(conditions.fields.lines());
    return new UpstreamRequest(method, target, Fields.of(all), conditions, body);
  }

  /** The same for the place that it is redirected to: without credentials. */
  UpstreamRequest redirectedTo(String otherTarget) {
    return new UpstreamRequest(method, otherTarget, Redirects.fields(fields), conditions, body);
  }

  /**
   * Whether it may be sent a second time if the connection ended without an answer: idempotent (RFC
   * 9110, 9.2.2), and its body, which can be read only once, does not exist.
   */
  boolean isRepeatable() {
    return body instanceof RequestBody.None && IDEMPOTENT.contains(method);
  }

  /** Whether it may follow redirects: others change something, and only where their client says. */
  boolean isRedirectable() {
    return body instanceof RequestBody.None && (method.equals("GET") || method.equals("HEAD"));
  }
}
