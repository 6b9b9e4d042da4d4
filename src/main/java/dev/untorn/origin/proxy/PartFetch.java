package dev.untorn.origin.proxy;

import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.cache.ReceivedHead;
import dev.untorn.origin.cache.Storable;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.BeginResult;
import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.proxy.answer.Resolutions;
import dev.untorn.origin.proxy.fill.FillEnds;
import dev.untorn.origin.proxy.part.WantedPart;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.semantics.ContentRange;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Fetches the units of an object in which the first range is that a client wants; nothing of the
 * object is stored. If they come under a strong validator they are stored, and others can follow.
 * Else the client gets the origin's answer to its own request.
 */
record PartFetch(Upstream upstream, Fetcher fetcher, Miss miss, WantedPart wanted) {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** What a 206 says of itself, and not of the whole. */
  private static final Set<String> OF_THE_PART =
      Set.of("content-range", "content-length", "content-digest", "content-md5");

  CompletionStage<Resolution> begin() {
    return fetcher.send(miss, miss.sent().with("Range", wanted.range()), this::answered);
  }

  private CompletionStage<Resolution> answered(UpstreamResponse response) {
    return switch (response.status()) {
      case PARTIAL_CONTENT -> {
        Optional<ContentRange> part = part(response);
        yield part.isPresent() ? stored(response, part.get()) : unusable(response);
      }
      case RANGE_NOT_SATISFIABLE -> {
        if (wanted.isInFirstBytes()) {
          yield whole(response); // Which is small.
        }
        miss.shared().over(); // It says nothing to those who want other bytes.
        yield alone(response); // The client's own may be satisfiable, or has If-Range.
      }
      default -> fetcher.answered(miss, response);
    };
  }

  /** The part that was asked for; empty if it is another one, or contradicts itself. */
  private Optional<ContentRange> part(UpstreamResponse response) {
    String text = response.fields().single("Content-Range");
    return Optional.ofNullable(text)
        .flatMap(ContentRange::parse)
        .filter(wanted::isIn)
        .filter(part ->
            response.framing() != Framing.CLOSE
                && response.lengthBytes().orElse(part.lengthBytes()) == part.lengthBytes());
  }

  private CompletionStage<Resolution> stored(UpstreamResponse response, ContentRange part) {
    OptionalLong total = part.total();
    ReceivedHead received = miss.received(response);
    Fields whole =
        received
            .fields()
            .without(OF_THE_PART::contains)
            .with("Content-Length", Long.toString(total.getAsLong()));
    return switch (Storable.decide(received.ofWhole(OK, whole), miss.route().rules())) {
      case Storable.Refuse _ -> alone(response);
      case Storable.Store(StoredHead head) -> {
        Optional<String> tag = PartRequest.joiningTag(head);
        if (tag.isPresent()) {
          yield stored(response, head, tag.get(), part);
        }
        yield WantedPart.isSmall(total.getAsLong()) ? whole(response) : alone(response);
      }
    };
  }

  private CompletionStage<Resolution> stored(
      UpstreamResponse response, StoredHead head, String tag, ContentRange part) {
    return fetcher.unlessRefused(
        miss,
        head,
        response,
        part.total(),
        () ->
            fetcher.onWorker(
                miss,
                response,
                () -> begun(response, head, tag, part),
                () -> {
                  response.body().cancel();
                  return Resolutions.failed(
                      Outage.SATURATED, "Too many requests wait for the disk.");
                }));
  }

  private CompletionStage<Resolution> begun(
      UpstreamResponse response, StoredHead head, String tag, ContentRange part) {
    long total = part.total().orElseThrow();
    Room room = WantedPart.isSmall(total) ? Room.WHOLE : Room.PARTS;
    BeginResult result =
        upstream
            .store()
            .beginParts(miss.key(), head, total, tag, miss.purgeMark().sequence(), room);
    return switch (fetcher.starter().unlessPurged(miss, result)) {
      case NotStored(NotStored.Cause cause, String _) -> {
        upstream.observer().fillEnded(FillEnds.of(cause), 0);
        yield alone(response);
      }
      case BeginResult.Begun(ObjectFill stored) ->
          fetcher.delivered(
              fetcher
                  .starter()
                  .start(
                      miss,
                      head,
                      part.total(),
                      room,
                      stored,
                      fetcher.digests().of(miss, head, part.total(), response.url().orElseThrow()),
                      fill -> fill.startPart(response.body(), part, wanted)),
              miss,
              miss.status(Mark.STORED));
    };
  }

  /** Another part than was asked for, or nobody knows of what. */
  private CompletionStage<Resolution> unusable(UpstreamResponse response) {
    return wanted.isInFirstBytes() ? whole(response) : alone(response);
  }

  /** Fetches all, of which a part can be sent soon. */
  private CompletionStage<Resolution> whole(UpstreamResponse response) {
    response.body().cancel();
    return fetcher.sendForWhole(miss);
  }

  /** Passes on what the origin answers to the client's own request. */
  private CompletionStage<Resolution> alone(UpstreamResponse response) {
    response.body().cancel();
    return fetcher.send(miss, ofClient(), own -> fetcher.answered(miss, own));
  }

  private Fields ofClient() {
    Fields fields = miss.request().fields();
    Fields ranged = miss.sent().with("Range", Objects.requireNonNull(fields.single("Range")));
    String condition = fields.single("If-Range");
    return condition == null ? ranged : ranged.with("If-Range", condition);
  }
}
