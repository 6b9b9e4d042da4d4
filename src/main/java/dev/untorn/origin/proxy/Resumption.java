package dev.untorn.origin.proxy;

import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.cache.Reuse;
import dev.untorn.origin.object.BeginResult;
import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.PartialFill;
import dev.untorn.origin.proxy.fill.Continuation;
import dev.untorn.origin.proxy.fill.FillEnds;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with a body that broke off: where it came from under one strong validator, and elsewhere
 * only under one digest. The last bytes that are there are fetched again and compared.
 */
record Resumption(Upstream upstream, Fetcher fetcher, Miss miss, PartialFill partial) {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  private static final int PARTIAL_CONTENT = 206;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** On a worker. Owns the partial body. */
  CompletionStage<Resolution> begin() {
    ByteBuffer overlap;
    try {
      overlap = partial.last(Continuation.OVERLAP_BYTES);
    } catch (IOException e) {
      LOG.warn("the beginning of {} cannot be read: {}", miss.key(), e.getMessage());
      partial.drop();
      return fetcher.send(miss);
    }
    RestRequest rest =
        RestRequest.of(
            partial.head(),
            version(),
            partial.bytes() - overlap.remaining(),
            last(),
            partial.lengthBytes());
    miss.shared().sending();
    return upstream
        .send(upstream.request("GET", miss.request(), miss.sent(), rest.conditions()))
        .thenCompose(result ->
            switch (result) {
              case UpstreamResult.Failed(Outage outage, String why) -> {
                partial.close();
                yield Fetcher.now(fetcher.failed(miss, outage, why));
              }
              case UpstreamResult.Responded(UpstreamResponse response) ->
                  fetcher.onWorker(
                      miss,
                      response,
                      () -> answered(response, rest, overlap),
                      () -> tooBusy(response));
            });
  }

  /** With what is to be compared where other bytes are there; empty if there are none. */
  private OptionalLong last() {
    long next = partial.extents().nextFrom(partial.bytes());
    return next == Long.MAX_VALUE || partial.lengthBytes().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            Math.min(next + Continuation.OVERLAP_BYTES, partial.lengthBytes().getAsLong()) - 1);
  }

  /**
   * What is fresh may go on although it has been replaced, where its origin keeps versions. What is
   * stale may not: who asks now is for the current one.
   */
  private Fields version() {
    Expiration stored = Expiration.of(partial.head(), miss.route().rules());
    return Reuse.decide(stored, miss.request().fields(), upstream.nowMillis())
            instanceof Reuse.Fresh
        ? upstream.client().version(partial.head().fields())
        : Fields.NONE;
  }

  private CompletionStage<Resolution> answered(
      UpstreamResponse response, RestRequest rest, ByteBuffer overlap) {
    return switch (rest.answer(response)) {
      case PartRequest.Answer.Part(long last, long total)
          when last == rest.part().last().orElse(total - 1) -> {
        OptionalLong length = OptionalLong.of(total);
        yield switch (upstream.store().resume(partial, partial.head(), length)) {
          case NotStored(NotStored.Cause cause, String why) -> {
            LOG.debug("{} does not go on: {}", miss.key(), why);
            upstream.observer().fillEnded(FillEnds.of(cause), 0);
            yield anew(response); // A part is no answer for who asked for the whole.
          }
          case BeginResult.Begun(ObjectFill fill) -> {
            LOG.info("{} goes on at byte {} of {}", miss.key(), fill.bytes(), total);
            upstream.observer().fillResumed();
            yield fetcher.filled(miss, partial.head(), length, response, fill, overlap, last + 1);
          }
        };
      }
      case PartRequest.Answer.Part _, PartRequest.Answer.Contradictory _ -> {
        partial.close();
        yield anew(response);
      }
      case PartRequest.Answer.Changed _, PartRequest.Answer.Whole _ -> {
        partial.drop();
        upstream.observer().fillEnded(FillEnd.CHANGED, 0);
        yield switch (response.status()) {
          // About the part that was asked for.
          case PARTIAL_CONTENT, PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE -> anew(response);
          default -> fetcher.answered(miss, response);
        };
      }
      case PartRequest.Answer.Unanswered() -> {
        partial.close();
        yield fetcher.answered(miss, response);
      }
    };
  }

  private Resolution tooBusy(UpstreamResponse response) {
    response.body().cancel();
    partial.close();
    return fetcher.failed(miss, Outage.SATURATED, "Too many requests wait for the disk.");
  }

  private CompletionStage<Resolution> anew(UpstreamResponse response) {
    response.body().cancel();
    return fetcher.send(miss);
  }
}
