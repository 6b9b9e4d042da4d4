package dev.untorn.origin.proxy;

import dev.untorn.config.RouteSettings.Unframed;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.cache.Storable;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.BeginResult;
import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.PartialFill;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.origin.proxy.answer.Resolutions;
import dev.untorn.origin.proxy.fill.Abandonment;
import dev.untorn.origin.proxy.fill.Fetched;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.origin.proxy.fill.FillEnds;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.origin.proxy.fill.Reading;
import dev.untorn.origin.proxy.shared.SharedRequests;
import dev.untorn.origin.upstream.UpstreamRequest.Conditions;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.version.Outage;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
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

  private static final NotStored PURGED =
      new NotStored(NotStored.Cause.UNMATCHABLE, "it was purged while the origin was asked");

  private final Upstream upstream;
  private final Answers answers;
  private final FillAnswers fillAnswers;
  private final DigestChecks digests;
  private final SharedRequests requests;

  Fetcher(Upstream upstream, Answers answers, SharedRequests requests) {
    this.upstream = upstream;
    this.answers = answers;
    this.requests = requests;
    this.fillAnswers = new FillAnswers(upstream, answers);
    this.digests = new DigestChecks(upstream);
  }

  /** What others ask the origin for at the same time. */
  SharedRequests requests() {
    return requests;
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

  /** Asks for the whole. */
  CompletionStage<Resolution> send(Miss miss) {
    Optional<String> refusal = upstream.disproofs().refusal(miss.key());
    if (refusal.isPresent()) {
      return now(disproved(miss, refusal.get()));
    }
    miss.shared().sending();
    return upstream
        .send(upstream.request(miss.method(), miss.request(), miss.sent(), Conditions.NONE))
        .thenCompose(result ->
            switch (result) {
              case UpstreamResult.Failed(Outage outage, String why) ->
                  now(failed(miss, outage, why));
              case UpstreamResult.Responded(UpstreamResponse response) -> answered(miss, response);
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
          digests
              .refusal(miss, head, response.lengthBytes(), response.url().orElseThrow())
              .thenCompose(refusal -> {
                if (refusal.isPresent()) {
                  response.body().cancel();
                  return now(disproved(miss, refusal.get()));
                }
                return onWorker(
                    miss,
                    response,
                    () -> stored(miss, head, response),
                    () -> passing(miss, response));
              });
    };
  }

  private Resolution disproved(Miss miss, String reason) {
    miss.shared().alone(); // Others are refused likewise, without asking.
    return Resolutions.disproved(reason);
  }

  private Resolution passing(Miss miss, UpstreamResponse response) {
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
    return switch (begin(miss, head, response)) {
      case NotStored(NotStored.Cause cause, String why) -> {
        upstream.observer().fillEnded(FillEnds.of(cause), 0);
        LOG.debug("{} passes unstored: {}", miss.key(), why);
        yield now(passing(miss, response));
      }
      case BeginResult.Begun(ObjectFill fill) ->
          filled(miss, head, response.lengthBytes(), response, fill, NOTHING);
    };
  }

  private BeginResult begin(Miss miss, StoredHead head, UpstreamResponse response) {
    BeginResult result =
        upstream
            .store()
            .begin(
                miss.key(),
                head,
                response.lengthBytes(),
                PartRequest.joiningTag(head),
                miss.purgeMark().sequence());
    // Compared after the fill began: if it has the generation of a purge, the purge is seen here.
    if (result instanceof BeginResult.Begun(ObjectFill stored)
        && upstream.purges().isPurgedSince(miss.purgeMark(), miss.key())) {
      stored.drop();
      stored.close();
      return PURGED;
    }
    return result;
  }

  /**
   * Follows a fill that has begun; on a worker. The response first brings the overlap: bytes of it
   * that are stored already.
   */
  CompletionStage<Resolution> filled(
      Miss miss,
      StoredHead head,
      OptionalLong lengthBytes,
      UpstreamResponse response,
      ObjectFill stored,
      ByteBuffer overlap) {
    String id = UUID.randomUUID().toString(); // It may become a tag, also across restarts.
    Fill fill =
        new Fill(
            new Fetched(
                miss.key(),
                head,
                lengthBytes,
                id,
                digests.of(miss, head, lengthBytes, response.url().orElseThrow()),
                RestRequest.continuation(upstream, miss, head, lengthBytes)),
            response.body(),
            stored,
            overlap,
            upstream.workers(),
            upstream.observer(),
            new Abandonment(upstream.settings().abandoned()),
            upstream.shared().outgrown());
    Reading reading = Objects.requireNonNull(fill.read());
    requests.begun(fill, () -> !upstream.purges().isPurgedSince(miss.purgeMark(), miss.key()));
    var _ = fill.ended().thenAccept(object -> object.ifPresent(each -> freshen(fill, each)));
    fill.start();
    miss.shared().fetching(fill);
    Expiration expiration = Expiration.of(head, miss.route().rules());
    return delivered(
        new Candidate.Filling(fill, reading, expiration), miss, miss.status(Mark.STORED));
  }

  /** It was confirmed while it was fetched. */
  private void freshen(Fill fill, StoredObject object) {
    if (!fill.head().equals(object.head())) {
      var _ = upstream.store().freshen(object, fill.head());
    }
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
