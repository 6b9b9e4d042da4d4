package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.origin.proxy.part.RunPlan;
import dev.untorn.origin.upstream.BodySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Asks the origin for ranges of a body of which others are there or come. On workers. */
final class RangeAsking {
  /** So often a range is asked for again that brings nothing. */
  private static final int FRUITLESS_MAX = 2;

  private final Fetching fetching;
  private final Fetched subject;
  private final ObjectFill fill;
  private final FillEnding ending;
  private final ProxyObserver observer;
  private volatile int fruitless;

  RangeAsking(
      Fetching fetching,
      Fetched subject,
      ObjectFill fill,
      FillEnding ending,
      ProxyObserver observer) {
    this.fetching = fetching;
    this.subject = subject;
    this.fill = fill;
    this.ending = ending;
    this.observer = observer;
  }

  void ask(RunPlan plan) {
    ByteBuffer before;
    try {
      before = fill.before(plan.from(), Continuation.OVERLAP_BYTES);
    } catch (IOException e) {
      ending.giveUp(FillEnd.FAILED, "it cannot be read again: " + e.getMessage());
      return;
    }
    long first = plan.from() - before.remaining();
    long end = Math.min(plan.to() + againBytes(plan), subject.lengthBytes().orElseThrow());
    observer.rangeFetched();
    var _ =
        subject
            .ranges()
            .fetch(first, end - 1)
            .thenAccept(result ->
                fetching.tasks().run(() -> answered(plan, before, result), () -> drop(result)));
  }

  /** What is fetched of what follows, to be compared. */
  private int againBytes(RunPlan plan) {
    return fill.extents().availableFrom(plan.to()) > plan.to() ? Continuation.OVERLAP_BYTES : 0;
  }

  private static void drop(RangeFetch.Result result) {
    switch (result) {
      case RangeFetch.Result.Part(BodySource body, long _) -> body.cancel();
      case RangeFetch.Result.Whole(BodySource body) -> body.cancel();
      case RangeFetch.Result.Changed _, RangeFetch.Result.Failed _ -> {
        // Nothing comes.
      }
    }
  }

  private void answered(RunPlan plan, ByteBuffer before, RangeFetch.Result result) {
    switch (result) {
      case RangeFetch.Result.Part(BodySource body, long last)
          when plan.kind() == RunPlan.Kind.AGAIN && last + 1 < plan.to() -> {
        body.cancel();
        failed(plan, plan.from(), "its origin sends neither parts nor the whole");
      }
      case RangeFetch.Result.Part(BodySource body, long last) ->
          fetching.begin(plan, new FillSource(body, before, Continuation.NONE), last + 1);
      case RangeFetch.Result.Changed() ->
          ending.drop(FillEnd.CHANGED, "its origin has another version now");
      case RangeFetch.Result.Whole(BodySource body) -> whole(plan, body);
      case RangeFetch.Result.Failed(String reason) -> failed(plan, plan.from(), reason);
    }
  }

  /** All comes in place of a part. It is read if nothing else comes; else when nothing does. */
  private void whole(RunPlan plan, BodySource body) {
    Optional<RunPlan> again =
        switch (plan.kind()) {
          case AGAIN -> Optional.of(plan);
          case FIRST, WHOLE, PART -> {
            fetching.runs().ended(plan);
            yield fetching.runs().refuseParts();
          }
        };
    again.ifPresentOrElse(
        all ->
            fetching.begin(
                all, new FillSource(body, ByteBuffer.allocate(0), Continuation.NONE), all.to()),
        body::cancel);
  }

  /** A range was not brought, or not all of it. */
  void failed(RunPlan plan, long at, String reason) {
    fetching.runs().ended(plan);
    fruitless = at > plan.from() ? 0 : fruitless + 1;
    if (fruitless < FRUITLESS_MAX) {
      fetching.goOn();
    } else if (!fetching.runs().waitForWhole()) {
      ending.giveUp(FillEnd.CUT, reason);
    }
  }
}
