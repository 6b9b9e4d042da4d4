package dev.untorn.origin.upstream;

import dev.untorn.semantics.Fields;
import java.util.List;
import java.util.OptionalLong;

/**
 * A final response's head, and its body still to be read.
 *
 * @param fields as received, with those about the connection
 * @param lengthBytes of the body, where that is known beforehand
 * @param requestMillis when the request was sent, in milliseconds since the epoch
 * @param responseMillis when the head was received
 * @param redirects those that were followed to get it. It is no fresher than they are
 * @param body to be read to its end, or cancelled, also if it is empty
 */
public record UpstreamResponse(
    int status,
    Fields fields,
    Framing framing,
    OptionalLong lengthBytes,
    long requestMillis,
    long responseMillis,
    List<Redirect> redirects,
    BodySource body) {
  /** A response that named another place. */
  public record Redirect(int status, Fields fields) {}

  /** The same, with other fields. */
  public UpstreamResponse with(Fields others) {
    return new UpstreamResponse(
        status, others, framing, lengthBytes, requestMillis, responseMillis, redirects, body);
  }

  UpstreamResponse after(List<Redirect> followed) {
    return followed.isEmpty()
        ? this
        : new UpstreamResponse(
            status,
            fields,
            framing,
            lengthBytes,
            requestMillis,
            responseMillis,
            List.copyOf(followed),
            body);
  }
}
