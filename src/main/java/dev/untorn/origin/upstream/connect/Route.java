package dev.untorn.origin.upstream.connect;

/** How an endpoint is reached. */
public sealed interface Route {
  record Direct() implements Route {}

  /** The proxy gets each request, with the whole URL (RFC 9112, 3.2.2). */
  record Forwarded(ForwardProxy proxy) implements Route {}

  /** The proxy connects, and knows no more than the endpoint (RFC 9110, 9.3.6). */
  record Tunneled(ForwardProxy proxy) implements Route {}
}
