package dev.untorn.version;

import dev.untorn.config.Mode;
import dev.untorn.config.WhileWriting;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.Lease;
import dev.untorn.text.PathBytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes versions: a read lease if one is needed and to be had, then the first sealer that can.
 * Thread-safe.
 */
final class Taker {
  private static final Logger LOG = LoggerFactory.getLogger(Taker.class);

  /** Without a lease a busy file may change under each reading; somebody waits for an answer. */
  private static final int TRIES_MAX = 3;

  private final long writerHoldNanos;
  private final StoreObserver observer;
  private final BooleanSupplier ending;

  Taker(long writerHoldNanos, StoreObserver observer, BooleanSupplier ending) {
    this.writerHoldNanos = writerHoldNanos;
    this.observer = observer;
    this.ending = ending;
  }

  /**
   * Takes a version by one way that waits for nothing, if that can be done by one try. If not,
   * nothing has happened, and why is not told: {@link #take} will find out.
   *
   * @return the version, not yet known to anybody; or null, and the source stays the caller's
   */
  @Nullable Entry takeAtOnce(Source source, Sealer way) {
    if (isLive(source)) {
      return takeAtOnce(source, LeaseWatch.none(observer), way);
    }
    return Lease.tryTake(source.file()) instanceof Lease.Attempt.Granted(Lease lease)
        ? takeAtOnce(source, LeaseWatch.over(lease, writerHoldNanos, observer), way)
        : null;
  }

  /** Whether nothing is to be promised of the version, so that no lease is needed. */
  private static boolean isLive(Source source) {
    return source.policy().mode() == Mode.SENDFILE;
  }

  private @Nullable Entry takeAtOnce(Source source, LeaseWatch watch, Sealer way) {
    AtomicReference<@Nullable Entry> taken = new AtomicReference<>();
    Consumer<Taken> result =
        how -> taken.set(how instanceof Taken.Fresh(Entry entry) ? entry : null);
    try {
      var _ = way.seal(Taking.atOnce(source, watch, result, ending));
    } catch (IOException e) {
      LOG.debug("{} cannot be taken at once: {}", PathBytes.text(source.name()), e.getMessage());
    } finally {
      if (taken.get() == null) {
        watch.close();
      }
    }
    return taken.get();
  }

  /**
   * Takes a version in the first of some ways that can. Owns the source. Blocks. The result may be
   * given while a private copy is still being made.
   */
  void take(Source source, List<Sealer> ways, Consumer<Taken> result) {
    boolean handedOver = false;
    try {
      handedOver = tryTake(source, ways, result);
    } catch (IOException e) {
      result.accept(failed(source, e));
    } catch (RuntimeException | Error e) {
      // A bug; but many may wait for this result, and they must not wait for ever.
      LOG.error("{} cannot be taken", PathBytes.text(source.name()), e);
      result.accept(new Taken.Failed("internal error"));
    } finally {
      if (!handedOver) {
        source.file().close();
      }
    }
  }

  private boolean tryTake(Source source, List<Sealer> ways, Consumer<Taken> result)
      throws IOException {
    if (isLive(source)) {
      return seal(source, LeaseWatch.none(observer), false, ways, result)
          == Sealer.Outcome.PUBLISHED;
    }
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      Sealer.Outcome outcome =
          switch (Lease.tryTake(source.file())) {
            case Lease.Attempt.Granted(Lease lease) ->
                seal(
                    source, LeaseWatch.over(lease, writerHoldNanos, observer), false, ways, result);
            case Lease.Attempt.Refused(Lease.Refusal refusal) -> {
              observer.leaseRefused(refusal);
              boolean written = refusal == Lease.Refusal.WRITER || !isQuiet(source);
              if (written && source.policy().whileWriting() != WhileWriting.MOMENT) {
                result.accept(new Taken.Writing());
                yield Sealer.Outcome.DECLINED;
              }
              yield seal(source, LeaseWatch.none(observer), written, ways, result);
            }
          };
      switch (outcome) {
        case PUBLISHED -> {
          return true;
        }
        case DECLINED -> {
          return false;
        }
        case CHANGED -> LOG.debug("{} changed while it was read", PathBytes.text(source.name()));
      }
    }
    result.accept(new Taken.Changing());
    return false;
  }

  private static boolean isQuiet(Source source) throws IOException {
    return Settling.isQuiet(Stamp.of(source.file().stat()), Settling.nowNanos());
  }

  private Sealer.Outcome seal(
      Source source, LeaseWatch watch, boolean written, List<Sealer> ways, Consumer<Taken> result)
      throws IOException {
    boolean published = false;
    try {
      Taking taking = new Taking(source, watch, written, result, ending);
      for (Sealer sealer : ways) {
        Sealer.Outcome outcome = sealer.seal(taking);
        if (outcome != Sealer.Outcome.DECLINED) {
          published = outcome == Sealer.Outcome.PUBLISHED;
          return outcome;
        }
      }
      taking.fail(
          new Taken.Full(
              "no room for a private copy of "
                  + taking.stat().sizeBytes()
                  + " bytes: raise store.disk or store.memory, or free space in store.spool"));
      return Sealer.Outcome.DECLINED;
    } finally {
      if (!published) {
        watch.close();
      }
    }
  }

  private static Taken failed(Source source, IOException e) {
    if (e instanceof InterruptedIOException
        || (e instanceof KernelException kernel && kernel.errno().isExhaustion())) {
      return new Taken.Full(String.valueOf(e.getMessage()));
    }
    LOG.warn("{} cannot be read: {}", PathBytes.text(source.name()), e.getMessage());
    return new Taken.Failed(String.valueOf(e.getMessage()));
  }
}
