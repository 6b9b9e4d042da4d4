package dev.untorn.version.snapshot;

import dev.untorn.config.Mode;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Lease;
import dev.untorn.text.PathBytes;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Entry;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Stamp;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.lease.FileLease;
import dev.untorn.version.lease.LeaseWatcher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes versions: under a read lease if one is needed and granted, with the first sealer that
 * applies. A lease proves something only where it keeps out all writers; elsewhere the file must
 * also have been quiet. Thread-safe.
 */
public record Snapshotter(LeaseWatcher watcher, StoreObserver observer, BooleanSupplier ending) {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshotter.class);

  /** Without a lease a busy file may change during each read, and requests wait for an answer. */
  private static final int TRIES_MAX = 3;

  /**
   * Takes an unpublished version without blocking. On null nothing has happened: the source stays
   * the caller's, and {@link #take} will find out why.
   */
  public @Nullable Entry takeAtOnce(OpenFile source, Sealer way) {
    Filesystem filesystem = Filesystem.of(source.file());
    if (isLive(source)) {
      return takeAtOnce(source, filesystem, Optional.empty(), way);
    }
    long beforeNanos = System.nanoTime();
    // The blocking path looks more closely where leases prove nothing.
    return filesystem.leasesSeeAllWriters()
            && Lease.tryTake(source.file()) instanceof Lease.Attempt.Granted(Lease lease)
        ? takeAtOnce(
            source, filesystem, Optional.of(new FileLease(lease, beforeNanos, observer)), way)
        : null;
  }

  /** Whether the mode promises nothing, so that no lease is needed. */
  private static boolean isLive(OpenFile source) {
    return source.policy().mode() == Mode.SENDFILE;
  }

  private @Nullable Entry takeAtOnce(
      OpenFile source, Filesystem filesystem, Optional<FileLease> lease, Sealer way) {
    AtomicReference<@Nullable Entry> taken = new AtomicReference<>();
    Consumer<SnapshotResult> result =
        how -> taken.set(how instanceof SnapshotResult.Fresh(Entry entry) ? entry : null);
    try {
      var _ = seal(source, filesystem, lease, false, false, List.of(way), result);
    } catch (IOException e) {
      LOG.debug("{} cannot be taken at once: {}", PathBytes.text(source.name()), e.getMessage());
    }
    return taken.get();
  }

  /**
   * Takes a version by the first sealer that can; {@code whileWritten} for a file open for writing.
   * Owns the source. Blocks; the result may come while a copy is still being made.
   */
  public void take(
      OpenFile source,
      List<Sealer> ways,
      List<Sealer> whileWritten,
      Consumer<SnapshotResult> result) {
    boolean handedOver = false;
    try {
      handedOver = tryTake(source, ways, whileWritten, result);
    } catch (IOException e) {
      result.accept(failed(source, e));
    } catch (RuntimeException | Error e) {
      // A bug; requests that wait for this result must still get an answer.
      LOG.error("{} cannot be taken", PathBytes.text(source.name()), e);
      result.accept(SnapshotResult.unreadable("internal error"));
    } finally {
      if (!handedOver) {
        source.file().close();
      }
    }
  }

  private boolean tryTake(
      OpenFile source,
      List<Sealer> ways,
      List<Sealer> whileWritten,
      Consumer<SnapshotResult> result)
      throws IOException {
    Filesystem filesystem = Filesystem.of(source.file());
    if (isLive(source)) {
      return seal(source, filesystem, Optional.empty(), false, true, ways, result)
          == Sealer.Outcome.PUBLISHED;
    }
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      long beforeNanos = System.nanoTime();
      Optional<FileLease> lease = Optional.empty();
      boolean written;
      switch (Lease.tryTake(source.file())) {
        case Lease.Attempt.Granted(Lease granted) -> {
          FileLease watched = new FileLease(granted, beforeNanos, observer);
          watcher.watch(watched);
          lease = Optional.of(watched);
          written = !filesystem.leasesSeeAllWriters() && !isQuiet(source);
        }
        case Lease.Attempt.Refused(Lease.Refusal refusal) -> {
          observer.leaseRefused(refusal);
          written = refusal == Lease.Refusal.WRITER || !isQuiet(source);
        }
      }
      Sealer.Outcome outcome =
          seal(source, filesystem, lease, written, true, written ? whileWritten : ways, result);
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
    result.accept(new SnapshotResult.Refused(new Acquisition.Unstable(true)));
    return false;
  }

  /** Whether the file seems not to be written, where no lease keeps all writers out. */
  private static boolean isQuiet(OpenFile source) {
    try {
      return TimestampResolution.isQuiet(
          Stamp.of(source.file().stat()), TimestampResolution.nowNanos());
    } catch (IOException e) {
      return false;
    }
  }

  /** Tries the sealers in order; releases the lease unless one of them publishes. */
  private Sealer.Outcome seal(
      OpenFile source,
      Filesystem filesystem,
      Optional<FileLease> lease,
      boolean written,
      boolean mayWait,
      List<Sealer> ways,
      Consumer<SnapshotResult> result)
      throws IOException {
    boolean published = false;
    try {
      SnapshotAttempt attempt =
          SnapshotAttempt.of(source, filesystem, lease, written, mayWait, result, ending);
      for (Sealer sealer : ways) {
        Sealer.Outcome outcome = sealer.seal(attempt);
        if (outcome != Sealer.Outcome.DECLINED) {
          published = outcome == Sealer.Outcome.PUBLISHED;
          return outcome;
        }
      }
      result.accept(written ? new SnapshotResult.Writing() : noRoom(attempt));
      return Sealer.Outcome.DECLINED;
    } finally {
      if (!published) {
        lease.ifPresent(held -> {
          var _ = held.release();
        });
      }
    }
  }

  private static SnapshotResult noRoom(SnapshotAttempt attempt) {
    return SnapshotResult.saturated(
        "no room for a private copy of "
            + attempt.stat().sizeBytes()
            + " bytes: raise store.disk or store.memory, or free space in store.spool");
  }

  private static SnapshotResult failed(OpenFile source, IOException e) {
    if (e instanceof InterruptedIOException
        || (e instanceof KernelException kernel && kernel.errno().isExhaustion())) {
      return SnapshotResult.saturated(String.valueOf(e.getMessage()));
    }
    LOG.warn("{} cannot be read: {}", PathBytes.text(source.name()), e.getMessage());
    return SnapshotResult.unreadable(String.valueOf(e.getMessage()));
  }
}
