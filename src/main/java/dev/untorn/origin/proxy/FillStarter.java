package dev.untorn.origin.proxy;

import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.BeginResult;
import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.origin.proxy.answer.Candidate;
import dev.untorn.origin.proxy.digest.DigestCheck;
import dev.untorn.origin.proxy.fill.Abandonment;
import dev.untorn.origin.proxy.fill.Fetched;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.origin.proxy.fill.FillServices;
import dev.untorn.origin.proxy.fill.Reading;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/** Starts fills, and lets others read them. On workers. */
record FillStarter(Upstream upstream, FillServices services) {
  private static final NotStored PURGED =
      new NotStored(NotStored.Cause.UNMATCHABLE, "it was purged while the origin was asked");

  static FillStarter of(Upstream upstream) {
    return new FillStarter(
        upstream,
        new FillServices(
            upstream.workers(),
            upstream.observer(),
            new Abandonment(upstream.settings().abandoned()),
            upstream.shared().outgrown()));
  }

  BeginResult unlessPurged(Miss miss, BeginResult result) {
    // Compared after the fill began: if it has the generation of a purge, the purge is seen here.
    if (result instanceof BeginResult.Begun(ObjectFill stored)
        && upstream.purges().isPurgedSince(miss.purgeMark(), miss.key())) {
      stored.drop();
      stored.close();
      return PURGED;
    }
    return result;
  }

  /** A fill that is started by a step; its first reader owns the result. */
  Candidate.Filling start(
      Miss miss,
      StoredHead head,
      OptionalLong lengthBytes,
      Room room,
      ObjectFill stored,
      DigestCheck check,
      Consumer<Fill> step) {
    Fetched fetched =
        new Fetched(
            miss.key(),
            head,
            lengthBytes,
            room,
            UUID.randomUUID().toString(), // It may become a tag, also across restarts.
            check,
            RestRequest.continuation(upstream, miss, head, lengthBytes),
            RestRequest.ranges(upstream, miss, head, lengthBytes));
    Fill fill = new Fill(fetched, stored, services);
    Reading reading = Objects.requireNonNull(fill.read());
    upstream
        .shared()
        .requests()
        .begun(fill, () -> !upstream.purges().isPurgedSince(miss.purgeMark(), miss.key()));
    var _ = fill.ended().thenAccept(object -> object.ifPresent(each -> freshen(fill, each)));
    step.accept(fill);
    miss.shared().fetching(fill);
    return new Candidate.Filling(fill, reading, Expiration.of(head, miss.route().rules()));
  }

  /** It was confirmed while it was fetched. */
  private void freshen(Fill fill, StoredObject object) {
    if (!fill.head().equals(object.head())) {
      var _ = upstream.store().freshen(object, fill.head());
    }
  }
}
