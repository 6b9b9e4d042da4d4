package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;

/**
 * A stored response without its body (RFC 9111, 3).
 *
 * @param fields its header fields that may be stored, as received
 * @param selecting the fields of its request that its Vary names; one that was absent is absent
 * @param requestMillis when its request was sent, in milliseconds since the epoch
 * @param responseMillis when its head was received
 */
public record StoredHead(
    int status, Fields fields, Fields selecting, long requestMillis, long responseMillis) {
  long responseSeconds() {
    return responseMillis / 1000;
  }
}
