package dev.untorn.origin.upstream.connect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy between this one and its upstreams.
 *
 * @param login user and password, with a colon between them
 */
public record ForwardProxy(Endpoint endpoint, Optional<String> login) {
  /** The value of Proxy-Authorization (RFC 7617, 2). */
  public Optional<String> authorization() {
    return login.map(text ->
        "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
