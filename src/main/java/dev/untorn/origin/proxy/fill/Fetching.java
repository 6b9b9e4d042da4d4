package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.origin.proxy.part.RunPlan;
import dev.untorn.origin.proxy.part.WantedPart;
import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.semantics.ContentRange;
import dev.untorn.semantics.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has runs bring the bytes of a fill, and decides what follows where one ends. Thread-safe. */
final class Fetching implements Run.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

  /** Until nobody asks for a part again, at least: clients seek. */
  private static final long IDLE_MIN_MILLIS = 1000;

  private final Fetched subject;
  private final ObjectFill fill;
  private final Readers readers;
  private final FillEnding ending;
  private final FillServices services;
  private final FillTasks tasks;
  private final Runs runs;
  private final RangeAsking asking;
  private final AtomicBoolean watched = new AtomicBoolean();
  private final long beganBytes;
  private final long beganNanos = System.nanoTime();
  private volatile Fields trailers = Fields.NONE;

  Fetching(
      Fetched subject, ObjectFill fill, Readers readers, FillEnding ending, FillServices services) {
    this.subject = subject;
    this.fill = fill;
    this.readers = readers;
    this.ending = ending;
    this.services = services;
    this.tasks = new FillTasks(subject.key(), services.workers(), ending);
    this.beganBytes = fill.bytes();
    this.runs = new Runs(fill, subject.lengthBytes(), subject.room(), this::wanted);
    this.asking = new RangeAsking(this, subject, fill, ending, services.observer());
    ending.whenBegun(() -> runs.end().forEach(run -> run.source().cancel()));
  }

  Runs runs() {
    return runs;
  }

  FillTasks tasks() {
    return tasks;
  }

  void startWhole(BodySource body, ByteBuffer overlap, long end) {
    RunPlan plan = new RunPlan(beganBytes, end, RunPlan.Kind.FIRST);
    begin(plan, new FillSource(body, overlap, subject.continuation()), end);
  }

  void startPart(BodySource body, ContentRange part, WantedPart wanted) {
    long total = subject.lengthBytes().getAsLong();
    runs.expect(wanted.from(total), wanted.end(total));
    RunPlan plan = new RunPlan(part.first(), part.last() + 1, RunPlan.Kind.PART);
    FillSource source = new FillSource(body, ByteBuffer.allocate(0), Continuation.NONE);
    begin(plan, source, plan.to());
  }

  /** Reads what comes. */
  void begin(RunPlan plan, FillSource source, long announcedEnd) {
    if (ending.hasBegun()) {
      source.cancel();
      return;
    }
    Run run = new Run(this, plan, fill, source, fill.writer(plan.from()), announcedEnd);
    runs.began(plan, run);
    run.read();
  }

  /** Begins what is to be fetched now. Any thread. */
  private void wanted() {
    tasks.runSoon(this::goOn);
  }

  /** Likewise; on a worker. */
  void goOn() {
    if (isWhole()) {
      prove();
      return;
    }
    List<RunPlan> plans = runs.next();
    plans.forEach(asking::ask);
    if (plans.isEmpty()) {
      watch();
    }
  }

  private void prove() {
    new Proving(subject, fill, ending, tasks).begin(trailers);
  }

  private boolean isWhole() {
    OptionalLong length = subject.lengthBytes();
    return length.isPresent() && fill.extents().isWhole(length.getAsLong());
  }

  @Override
  public void onWorker(Run run, Runnable step, Runnable otherwise) {
    tasks.run(step, otherwise);
  }

  @Override
  public long limit(Run run) {
    return runs.limit(run);
  }

  @Override
  public void fetched(long bytes) {
    services.observer().fetched(bytes);
  }

  @Override
  public boolean advanced(Run run) {
    return switch (run.plan().kind()) {
      case PART -> true;
      case FIRST, WHOLE, AGAIN -> {
        boolean abandoned = isAbandoned();
        if (abandoned) {
          LOG.info("{} is given up at byte {}: nobody reads it any more", subject.key(), at(run));
          ending.leave(FillEnd.ABANDONED);
        }
        yield !abandoned;
      }
    };
  }

  private static long at(Run run) {
    return run.writer().at();
  }

  private boolean isAbandoned() {
    OptionalLong length = subject.lengthBytes();
    long bytes = fill.extents().bytes();
    return services
            .abandonment()
            .isDue(
                readers.unreadNanos(),
                bytes - beganBytes,
                System.nanoTime() - beganNanos,
                length.isPresent()
                    ? OptionalLong.of(length.getAsLong() - bytes)
                    : OptionalLong.empty())
        && readers.abandon(services.abandonment().bound().toNanos());
  }

  /** Nobody may want more parts: then what is there is kept for later. */
  void watch() {
    if (runs.isIdle() && !watched.getAndSet(true)) {
      long millis = Math.max(IDLE_MIN_MILLIS, services.abandonment().bound().toMillis());
      FillTasks.later(millis, () -> tasks.runSoon(() -> leaveIfUnread(millis)));
    }
  }

  private void leaveIfUnread(long millis) {
    watched.set(false);
    if (runs.isIdle() && readers.abandon(TimeUnit.MILLISECONDS.toNanos(millis))) {
      ending.leave(FillEnd.PARTIAL);
    } else {
      watch();
    }
  }

  @Override
  public void finished(Run run) {
    runs.ended(run.plan());
    if (subject.lengthBytes().isEmpty()) {
      prove(); // It ended as it was framed, and nothing else tells its length.
    } else {
      goOn();
    }
  }

  @Override
  public void framed(Run run, BodyEnd.Framed end) {
    if (run.plan().kind() == RunPlan.Kind.FIRST) {
      trailers = end.trailers();
    }
  }

  @Override
  public void fellShort(Run run) {
    String reason =
        "%d bytes came in place of %d".formatted(at(run), subject.lengthBytes().orElse(0));
    switch (run.plan().kind()) {
      case FIRST -> ending.drop(FillEnd.CUT, reason);
      case AGAIN -> ending.giveUp(FillEnd.CUT, reason);
      case WHOLE, PART -> asking.failed(run.plan(), at(run), reason);
    }
  }

  @Override
  public void unframed(Run run) {
    ending.giveUp(FillEnd.UNFRAMED, "nothing says whether it is whole");
  }

  @Override
  public void brokeOff(Run run, BodyEnd.Cut how) {
    services.observer().upstreamFailed(how.outage());
    switch (run.plan().kind()) {
      case FIRST -> firstBrokeOff(run, how.reason());
      case AGAIN -> ending.giveUp(FillEnd.CUT, how.reason());
      case WHOLE, PART -> asking.failed(run.plan(), at(run), how.reason());
    }
  }

  /** Readers wait while the rest is asked for. */
  private void firstBrokeOff(Run run, String reason) {
    try {
      var _ =
          run.source()
              .goOn(fill, at(run))
              .thenAccept(more -> tasks.run(() -> goOn(run, more, reason), () -> {}));
    } catch (IOException e) {
      unreadable(run, e);
    }
  }

  private void goOn(Run run, boolean more, String reason) {
    if (more) {
      LOG.info("{} goes on at byte {}: {}", subject.key(), at(run), reason);
      services.observer().fillResumed();
      run.goesOnTo(subject.lengthBytes().orElse(Long.MAX_VALUE));
      run.read();
    } else {
      ending.giveUp(FillEnd.CUT, reason);
    }
  }

  @Override
  public void differs(Run run) {
    ending.refute(FillEnd.CHANGED, "its origin has changed it under the same tag or digest");
  }

  @Override
  public void wrong(Run run, BodyEnd.Wrong how) {
    ending.refute(FillEnd.WRONG_DIGEST, how.reason());
  }

  @Override
  public void notStored(Run run, NotStored why) {
    if (FillEnds.isLackOfRoom(why.cause()) && subject.lengthBytes().isEmpty()) {
      services.outgrown().note(subject.key()); // Before its readers are cut: they ask again.
    }
    ending.giveUp(FillEnds.of(why.cause()), why.reason());
  }

  @Override
  public void unreadable(Run run, IOException why) {
    ending.giveUp(FillEnd.FAILED, "it cannot be read again: " + why.getMessage());
  }
}
