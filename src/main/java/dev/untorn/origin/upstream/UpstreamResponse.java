package dev.untorn.origin.upstream;

import dev.untorn.semantics.Fields;
import java.util.OptionalLong;

/**
 * A final response's head, and its body still to be read.
 *
 * @param fields as received, with those about the connection
 * @param lengthBytes of the body, where that is known beforehand
 * @param requestMillis when the request was sent, in milliseconds since the epoch
 * @param responseMillis when the head was received
 * @param body to be read to its end, or cancelled, also if it is empty
 */
public record UpstreamResponse(
    int status,
    Fields fields,
    Framing framing,
    OptionalLong lengthBytes,
    long requestMillis,
    long responseMillis,
    BodySource body) {}
