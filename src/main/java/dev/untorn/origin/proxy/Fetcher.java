package dev.untorn.origin.proxy;

import dev.untorn.config.RouteSettings.Unframed;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.cache.Storable;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.BeginResult;
import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.PartialFill;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.proxy.answer.Candidate;
import dev.untorn.origin.proxy.answer.Resolutions;
import dev.untorn.origin.proxy.fill.FillEnds;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.origin.proxy.part.WantedPart;
import dev.untorn.origin.proxy.shared.SharedRequests;
import dev.untorn.origin.upstream.UpstreamRequest.Conditions;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what is not stored. Thread-safe. */
final class Fetcher {
  private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Upstream upstream;
  private final Answers answers;
  private final FillAnswers fillAnswers;
  private final DigestChecks digests;
  private final SharedRequests requests;
  private final FillStarter starter;
  private final KeptParts kept;

  Fetcher(Upstream upstream, Answers answers, SharedRequests requests) {
    this.upstream = upstream;
    this.answers = answers;
    this.requests = requests;
    this.fillAnswers = new FillAnswers(upstream, answers);
    this.digests = new DigestChecks(upstream);
    this.starter = FillStarter.of(upstream);
    this.kept = new KeptParts(upstream, starter, digests);
  }

  /** What others ask the origin for at the same time. */
  SharedRequests requests() {
    return requests;
  }

  KeptParts kept() {
    return kept;
  }

  FillStarter starter() {
    return starter;
  }

  DigestChecks digests() {
    return digests;
  }

  /** Fetches for a GET or HEAD. Call it on a worker. */
  CompletionStage<Resolution> fetch(Miss miss) {
    upstream.count(miss.method(), miss.key());
    Optional<PartialFill> partial =
        miss.method().equals("GET")
            ? upstream.store().resumable(miss.key(), miss.sent())
            : Optional.empty();
    return partial.isPresent()
        ? new Resumption(upstream, this, miss, partial.get()).begin()
        : send(miss);
  }

  /** Asks for the whole, or for the part that is wanted alone. */
  CompletionStage<Resolution> send(Miss miss) {
    Optional<String> refusal = upstream.disproofs().refusal(miss.key());
    if (refusal.isPresent()) {
      return now(disproved(miss, refusal.get()));
    }
    Optional<WantedPart> part = miss.wantedPart();
    return part.isPresent()
        ? new PartFetch(upstream, this, miss, part.get()).begin()
        : sendForWhole(miss);
  }

  CompletionStage<Resolution> sendForWhole(Miss miss) {
    return send(miss, miss.sent(), response -> answered(miss, response));
  }

  /** Sends a request with these fields. */
  CompletionStage<Resolution> send(
      Miss miss, Fields fields, Function<UpstreamResponse, CompletionStage<Resolution>> answered) {
    miss.shared().sending();
    return upstream
        .send(upstream.request(miss.method(), miss.request(), fields, Conditions.NONE))
        .thenCompose(result ->
            switch (result) {
              case UpstreamResult.Failed(Outage outage, String why) ->
                  now(failed(miss, outage, why));
              case UpstreamResult.Responded(UpstreamResponse response) -> answered.apply(response);
            });
  }

  Resolution failed(Miss miss, Outage outage, String reason) {
    miss.shared().failed(outage, reason);
    return Resolutions.failed(outage, reason);
  }

  private Resolution unusable(Miss miss, String reason) {
    upstream.failures().say(miss.key(), reason);
    return failed(miss, Outage.BROKEN, reason);
  }

  /** What a response to a request for the whole leads to. */
  CompletionStage<Resolution> answered(Miss miss, UpstreamResponse response) {
    if (response.framing() == Framing.CLOSE) {
      return now(unframed(miss, response));
    }
    if (miss.isUnasked(response.status())) {
      response.body().cancel();
      return now(
          unusable(
              miss, "The origin's answer is one to another request (" + response.status() + ")."));
    }
    if (response.lengthBytes().isEmpty() && upstream.shared().outgrown().has(miss.key())) {
      return now(passing(miss, response));
    }
    return switch (Storable.decide(miss.received(response), miss.route().rules())) {
      case Storable.Refuse _ -> now(passing(miss, response));
      case Storable.Store(StoredHead head) ->
          unlessRefused(
              miss,
              head,
              response,
              response.lengthBytes(),
              () ->
                  onWorker(
                      miss,
                      response,
                      () -> stored(miss, head, response),
                      () -> passing(miss, response)));
    };
  }

  /** Goes on, unless the object is known not to be what its digest names. */
  CompletionStage<Resolution> unlessRefused(
      Miss miss,
      StoredHead head,
      UpstreamResponse response,
      OptionalLong lengthBytes,
      Supplier<CompletionStage<Resolution>> step) {
    return digests
        .refusal(miss, head, lengthBytes, response.url().orElseThrow())
        .thenCompose(refusal -> {
          if (refusal.isPresent()) {
            response.body().cancel();
            return now(disproved(miss, refusal.get()));
          }
          return step.get();
        });
  }

  private Resolution disproved(Miss miss, String reason) {
    miss.shared().alone(); // Others are refused likewise, without asking.
    return Resolutions.disproved(reason);
  }

  Resolution passing(Miss miss, UpstreamResponse response) {
    miss.shared().alone();
    return answers.passing(response, miss.route(), miss.status());
  }

  private Resolution unframed(Miss miss, UpstreamResponse response) {
    if (miss.route().unframed() == Unframed.PASS) {
      return passing(miss, response);
    }
    response.body().cancel();
    upstream.observer().fillEnded(FillEnd.UNFRAMED, 0);
    return unusable(
        miss,
        "The origin does not say where its response ends, so nobody can tell whether it is whole"
            + " (proxy.unframed).");
  }

  private CompletionStage<Resolution> stored(
      Miss miss, StoredHead head, UpstreamResponse response) {
    return switch (begin(miss, head, response.lengthBytes())) {
      case NotStored(NotStored.Cause cause, String why) -> {
        upstream.observer().fillEnded(FillEnds.of(cause), 0);
        LOG.debug("{} passes unstored: {}", miss.key(), why);
        yield now(passing(miss, response));
      }
      case BeginResult.Begun(ObjectFill fill) ->
          filled(
              miss,
              head,
              response.lengthBytes(),
              response,
              fill,
              NOTHING,
              response.lengthBytes().orElse(Long.MAX_VALUE));
    };
  }

  private BeginResult begin(Miss miss, StoredHead head, OptionalLong lengthBytes) {
    return starter.unlessPurged(
        miss,
        upstream
            .store()
            .begin(
                miss.key(),
                head,
                lengthBytes,
                PartRequest.joiningTag(head),
                miss.purgeMark().sequence()));
  }

  /**
   * Follows a fill that has begun; on a worker. The response first brings the overlap: bytes of it
   * that are stored already. Its last byte is before {@code end}.
   */
  CompletionStage<Resolution> filled(
      Miss miss,
      StoredHead head,
      OptionalLong lengthBytes,
      UpstreamResponse response,
      ObjectFill stored,
      ByteBuffer overlap,
      long end) {
    Candidate.Filling filling =
        starter.start(
            miss,
            head,
            lengthBytes,
            Room.WHOLE,
            stored,
            digests.of(miss, head, lengthBytes, response.url().orElseThrow()),
            fill -> fill.start(response.body(), overlap, end));
    return delivered(filling, miss, miss.status(Mark.STORED));
  }

  /** Answers by a fill. Owns it. */
  CompletionStage<Resolution> delivered(Candidate.Filling filling, Miss miss, CacheStatus status) {
    return fillAnswers.of(filling, miss, status);
  }

  /** Runs a step that may wait for the disk, or another one here if there is no worker for it. */
  CompletionStage<Resolution> onWorker(
      Miss miss,
      UpstreamResponse response,
      Supplier<CompletionStage<Resolution>> step,
      Supplier<Resolution> otherwise) {
    CompletableFuture<CompletionStage<Resolution>> done = new CompletableFuture<>();
    try {
      upstream.workers().execute(() -> done.complete(attempted(miss, response, step)));
    } catch (RejectedExecutionException e) {
      var _ = done.complete(now(otherwise.get()));
    }
    return done.thenCompose(Function.identity());
  }

  private CompletionStage<Resolution> attempted(
      Miss miss, UpstreamResponse response, Supplier<CompletionStage<Resolution>> step) {
    try {
      return step.get();
    } catch (RuntimeException | Error e) {
      LOG.error("{} cannot be stored", miss.key(), e); // A bug; nobody must wait for ever.
      response.body().cancel();
      return now(failed(miss, Outage.BROKEN, "internal error"));
    }
  }

  static CompletionStage<Resolution> now(Resolution resolution) {
    return CompletableFuture.completedFuture(resolution);
  }
}
