package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;

/**
 * A stored response without its body (RFC 9111, 3).
 *
 * @param fields its header fields that may be stored, as received
 * @param selecting the fields of its request that its Vary names; one that was absent is absent
 * @param source who sent it
 * @param requestMillis when its request was sent, in milliseconds since the epoch
 * @param responseMillis when its head was received
 */
public record StoredHead(
    int status,
    Fields fields,
    Fields selecting,
    Source source,
    long requestMillis,
    long responseMillis) {
  /**
   * Who sent a response.
   *
   * @param name tells it from others: validators and parts are good only where they came from
   * @param fields what it says of its versions and their lifetime, if it was redirected to: these
   *     are not passed on ({@link RedirectedFields})
   */
  public record Source(String name, Fields fields) {
    /** What was requested, without a redirect. */
    public static Source direct(String name) {
      return new Source(name, Fields.NONE);
    }
  }

  /** The fields that name the version as its source knows it. */
  public Fields ofSource() {
    return isRedirected() ? source.fields : fields;
  }

  /** Whether it came by redirects. */
  public boolean isRedirected() {
    return !source.fields.lines().isEmpty();
  }

  long responseSeconds() {
    return responseMillis / 1000;
  }
}
