package dev.untorn.origin.cache;

import dev.untorn.semantics.Fields;
import java.util.List;

/**
 * The head of an origin's final response, with the request that it answers.
 *
 * @param method of the request, in upper case
 * @param sent the request's fields as sent, but without credentials that the operator adds: only a
 *     client's own make the response that client's
 * @param fields the response's, as received, without trailers
 * @param source who sent it
 * @param redirects the fields of those that led there
 * @param requestMillis when the request was sent, in milliseconds since the epoch
 * @param responseMillis when this head was received
 */
public record ReceivedHead(
    String method,
    Fields sent,
    int status,
    Fields fields,
    String source,
    List<Fields> redirects,
    long requestMillis,
    long responseMillis) {
  ReceivedHead with(Fields others) {
    return new ReceivedHead(
        method, sent, status, others, source, redirects, requestMillis, responseMillis);
  }

  /** The head that a whole response would have had, of which a part was received. */
  public ReceivedHead ofWhole(int wholeStatus, Fields wholeFields) {
    return new ReceivedHead(
        method, sent, wholeStatus, wholeFields, source, redirects, requestMillis, responseMillis);
  }

  long responseSeconds() {
    return responseMillis / 1000;
  }
}
