package dev.untorn.origin.proxy;

import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.ForwardedFields;
import dev.untorn.origin.cache.ReceivedHead;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.Vary;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.origin.proxy.route.Route;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.semantics.Fields;
import java.util.concurrent.CompletableFuture;

/**
 * A request for which nothing usable is stored.
 *
 * @param sent the fields that go to the origin
 * @param purgeMark from before the origin was asked
 * @param outcome what others who ask meanwhile wait for
 */
record Miss(
    OriginRequest request,
    String key,
    Route route,
    Fields sent,
    ForwardReason reason,
    long purgeMark,
    CompletableFuture<Outcome> outcome) {
  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;

  /** What a fetch turned out to be, once its head was there. */
  sealed interface Outcome {
    /** A response for everybody whom its Vary selects. */
    record Shared(Fill fill) implements Outcome {}

    /** A response, or a failure, for the one who asked. */
    record Alone() implements Outcome {}
  }

  static Miss of(
      OriginRequest request, String key, Route route, ForwardReason reason, long purgeMark) {
    Fields sent = ForwardedFields.ofFill(request.fields());
    return new Miss(request, key, route, sent, reason, purgeMark, new CompletableFuture<>());
  }

  /** The same, without others who wait for it. */
  Miss alone() {
    return new Miss(request, key, route, sent, reason, purgeMark, new CompletableFuture<>());
  }

  CacheStatus status(Mark... marks) {
    return new CacheStatus.Forwarded(reason, marks);
  }

  ReceivedHead received(UpstreamResponse response) {
    return Upstream.received(request.method(), sent, response);
  }

  /** Whether a response's Vary selects it for this request (RFC 9111, 4.1). */
  boolean isFor(StoredHead head) {
    return switch (Vary.of(head.fields())) {
      case Vary.Unmatchable() -> false;
      case Vary.By by -> by.select(sent).equals(head.selecting());
    };
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

  /** Whether others' answers are good enough, and its own for others. */
  boolean isShared() {
    Fields fields = request.fields();
    return request.method().equals("GET")
        && !fields.contains("Authorization")
        && !fields.contains("Cache-Control")
        && !fields.contains("Pragma");
  }
}
