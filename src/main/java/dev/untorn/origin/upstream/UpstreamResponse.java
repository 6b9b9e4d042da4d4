package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.origin.upstream.redirect.SignedUrl;
import dev.untorn.semantics.Fields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A final response's head, and its body still to be read.
 *
 * @param fields as received, with those about the connection
 * @param lengthBytes of the body, where that is known beforehand
 * @param requestMillis when the request was sent, in milliseconds since the epoch
 * @param responseMillis when the head was received
 * @param url of its origin, that was asked; none before it leaves this package
 * @param source who sent it: the upstream, by that URL; or where it redirected to, by scheme,
 *     authority and a hash of what names the resource there ({@link SignedUrl})
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
    Optional<BaseUrl> url,
    String source,
    List<Redirect> redirects,
    BodySource body) {
  /** A response that named another place. */
  public record Redirect(int status, Fields fields) {}

  /** The same, as one of this source. */
  UpstreamResponse from(BaseUrl asked, String itsSource, List<Redirect> followed) {
    return new UpstreamResponse(
        status,
        fields,
        framing,
        lengthBytes,
        requestMillis,
        responseMillis,
        Optional.of(asked),
        itsSource,
        List.copyOf(followed),
        body);
  }
}
