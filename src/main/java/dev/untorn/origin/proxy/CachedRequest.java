package dev.untorn.origin.proxy;

import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.cache.CacheStatus.ForwardReason;
import dev.untorn.origin.cache.ForwardedFields;
import dev.untorn.origin.cache.Reuse;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.Vary;
import dev.untorn.origin.proxy.route.Route;
import dev.untorn.origin.proxy.shared.SharedRequest;
import dev.untorn.semantics.Fields;
import java.util.Optional;

/**
 * A GET or HEAD, as the cache sees it.
 *
 * @param fields what the cache heeds of its own
 * @param sent the fields of a request for the whole, by which Vary selects
 * @param sharing what requests say that it may share one to the origin with; empty if none
 * @param arrivedNanos when it came (System.nanoTime)
 */
record CachedRequest(
    OriginRequest request,
    String key,
    Route route,
    Fields fields,
    Fields sent,
    Optional<String> sharing,
    long arrivedNanos) {
  static CachedRequest of(Upstream upstream, OriginRequest request) {
    Route route = upstream.route(request);
    Fields fields =
        switch (route.clientNoStore()) {
          case OBEY -> request.fields();
          case IGNORE -> ForwardedFields.allowingToStore(request.fields());
        };
    return new CachedRequest(
        request,
        upstream.key(request),
        route,
        fields,
        ForwardedFields.ofFill(fields),
        sharing(upstream, fields),
        System.nanoTime());
  }

  /** A request of this proxy that came back must not wait for an answer that waits for its own. */
  private static Optional<String> sharing(Upstream upstream, Fields fields) {
    return upstream.client().isOwn(fields) ? Optional.empty() : Reuse.sharing(fields);
  }

  boolean selects(StoredHead head) {
    return switch (Vary.of(head.fields())) {
      case Vary.Unmatchable() -> false;
      case Vary.By by -> by.select(sent).equals(head.selecting());
    };
  }

  /** Whether it may wait for another one's fetch, and get what that brings. */
  boolean joinsFetches() {
    return sharing.isPresent() && !fields().contains("Authorization");
  }

  /** A request to the origin for it. */
  SharedRequest toOrigin() {
    return new SharedRequest(sharing.orElse(""));
  }

  Miss miss(String method, ForwardReason reason, PurgeMarks.Mark purgeMark, SharedRequest shared) {
    return new Miss(request, method, key, route, sent, reason, purgeMark, shared);
  }

  /** Whether what the origin answers to another request is an answer to this one. */
  boolean isAnsweredBy(SharedRequest others) {
    return sharing.isPresent() && others.answers(arrivedNanos, sharing.get());
  }
}
