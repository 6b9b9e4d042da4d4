package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request to an upstream.
 *
 * @param target path and query below the origin's URL, as they go into the request line. Characters
 *     that may not stand there are percent-encoded
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
   * @param elsewhere what other URLs of the origin get in their place
   */
  public record Conditions(String source, Fields fields, Fields elsewhere) {
    public static final Conditions NONE = new Conditions("", Fields.NONE);

    /** Other sources get nothing in their place. */
    public Conditions(String source, Fields fields) {
      this(source, fields, Fields.NONE);
    }
  }

  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

  private static final List<String> CONDITIONS =
      List.of("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range");

  /** A request without conditions and body. */
  public static UpstreamRequest of(String method, String target, Fields fields) {
    return new UpstreamRequest(method, target, fields, Conditions.NONE, new RequestBody.None());
  }

  /** The same as one source gets it. */
  UpstreamRequest to(String source) {
    Fields added = conditions.source.equals(source) ? conditions.fields : conditions.elsewhere;
    if (added.lines().isEmpty()) {
      return this;
    }
    List<Field> all = new ArrayList<>(fields.lines());
    all.addAll(added.lines());
    return new UpstreamRequest(method, target, Fields.of(all), conditions, body);
  }

  /** The same for the place that it is redirected to: without credentials. */
  UpstreamRequest redirectedTo(String otherTarget) {
    Conditions own = new Conditions(conditions.source, conditions.fields);
    return new UpstreamRequest(method, otherTarget, Redirects.fields(fields), own, body);
  }

  /** The same at a URL of its origin. */
  UpstreamRequest at(BaseUrl url) {
    return new UpstreamRequest(method, url.target(target), fields, conditions, body);
  }

  /**
   * Whether it may be sent a second time if the connection ended without an answer: idempotent (RFC
   * 9110, 9.2.2), and its body, which can be read only once, does not exist.
   */
  boolean isRepeatable() {
    return body instanceof RequestBody.None && IDEMPOTENT.contains(method);
  }

  /** Whether any server may get it: others change something, and only where their client says. */
  boolean isReadOnly() {
    return body instanceof RequestBody.None && (method.equals("GET") || method.equals("HEAD"));
  }

  /** Whether it is about a version of what its client saw, of which other servers know nothing. */
  boolean isConditional() {
    return CONDITIONS.stream().anyMatch(fields::contains);
  }
}
