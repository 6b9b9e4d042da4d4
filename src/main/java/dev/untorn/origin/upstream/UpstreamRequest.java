package dev.untorn.origin.upstream;

import dev.untorn.semantics.Fields;
import java.util.Set;

/**
 * A request to an upstream.
 *
 * @param target path and query, as they go into the request line. Characters that may not stand
 *     there are percent-encoded
 * @param fields end-to-end fields. Those about the connection or the framing are ignored; a Host
 *     replaces the upstream's own name
 */
public record UpstreamRequest(String method, String target, Fields fields, RequestBody body) {
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

  /** A request without body. */
  public static UpstreamRequest of(String method, String target, Fields fields) {
    return new UpstreamRequest(method, target, fields, new RequestBody.None());
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
