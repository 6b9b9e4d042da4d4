package dev.untorn.origin.proxy;

import dev.untorn.config.RouteSettings.Delivery;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.ReceivedHead;
import dev.untorn.origin.proxy.part.WantedPart;
import dev.untorn.origin.proxy.route.Route;
import dev.untorn.origin.proxy.shared.SharedRequest;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.semantics.Fields;
import java.util.Optional;

/**
 * A request for which nothing usable is stored.
 *
 * @param method GET, also where a response to a HEAD's validation takes the place of what is stored
 * @param sent the fields that go to the origin
 * @param purgeMark from before the origin was asked
 * @param shared the request to the origin
 */
record Miss(
    OriginRequest request,
    String method,
    String key,
    Route route,
    Fields sent,
    ForwardReason reason,
    PurgeMarks.Mark purgeMark,
    SharedRequest shared) {
  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;

  CacheStatus status(Mark... marks) {
    return new CacheStatus.Forwarded(reason, marks);
  }

  ReceivedHead received(UpstreamResponse response) {
    return Upstream.received(method, sent, response);
  }

  /** The part that is fetched alone, if that is all that is wanted. */
  Optional<WantedPart> wantedPart() {
    return method.equals("GET") && route.delivery() == Delivery.STREAMING
        ? WantedPart.of(request.fields())
        : Optional.empty();
  }

  /**
   * Whether an answer is one to another request. A part that a client did not ask for it may take
   * for the whole; and a 304 for a proof that what it has is current, while the origin was asked
   * without conditions.
   */
  boolean isUnasked(int status) {
    return status == NOT_MODIFIED
        || (status == PARTIAL_CONTENT && !request.fields().contains("Range"));
  }
}
