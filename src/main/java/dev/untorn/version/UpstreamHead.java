package dev.untorn.version;

import dev.untorn.semantics.Fields;

/**
 * What an upstream said of its object besides the bytes, sent on with each response.
 *
 * @param fields without those of the connection, the length and the age
 * @param bornMillis when the object was of age 0 (RFC 9111, 4.2.3), in milliseconds since the epoch
 */
public record UpstreamHead(Fields fields, long bornMillis) {}
