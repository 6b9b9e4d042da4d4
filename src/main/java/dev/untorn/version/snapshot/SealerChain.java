package dev.untorn.version.snapshot;

import dev.untorn.config.Mode;
import dev.untorn.config.StoreSettings;
import dev.untorn.config.TagBasis;
import dev.untorn.linux.file.Stat;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Policy;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.lease.Guards;
import dev.untorn.version.lease.StagingPool;
import dev.untorn.version.lease.WriterStaging;
import dev.untorn.version.space.PrivateFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which each mode tries the sealers.
 *
 * <pre>
 * sendfile  live
 * snapshot  memory, clone, copy, memory as a last resort
 * guarded   memory, leased, clone, copy, memory as a last resort
 * auto      memory, clone at once, leased, clone, copy, memory as a last resort
 * </pre>
 *
 * <p>A clone of a file just written waits for its disk, and its first reader with it; auto sends
 * such a file from its pages in memory. But neither guarded nor auto leases a large file that can
 * be cloned before its pages are on disk: a writer would wait for a long copy.
 *
 * <p>A writer that came once under a lease will come again. For such names guarded and auto start a
 * copy at once, while clients are served, so that the next writer need not wait for one. They also
 * copy what clients of this host request often, because a private copy may be sent by reference.
 *
 * <p>Entity tags of the content need a body that cannot change: guarded and auto then act as
 * snapshot.
 */
public final class SealerChain {
  /** Read into memory without descriptors or disk space; larger versions take long. */
  private static final long LAST_RESORT_MAX_BYTES = 8 * 1024 * 1024;

  private final long memoryFileMaxBytes;
  private final PrivateFiles files;
  private final List<Sealer> live;
  private final List<Sealer> snapshot;
  private final List<Sealer> guarded;
  private final List<Sealer> guardedRestless;
  private final List<Sealer> auto;
  private final List<Sealer> autoRestless;
  private final List<Sealer> moment;

  public SealerChain(
      StoreSettings settings,
      PrivateFiles files,
      Guards guards,
      CopyScheduler scheduler,
      StoreObserver observer) {
    this.memoryFileMaxBytes = settings.memoryFileMax().bytes();
    this.files = files;
    Sealer memory = new MemorySealer(memoryFileMaxBytes, files.capacity(), observer);
    Sealer clone = new CloneSealer(files, false, observer);
    Sealer cloneAtOnce = new CloneSealer(files, true, observer);
    Sealer copy = new CopySealer(files, scheduler, observer);
    Sealer last = new MemorySealer(LAST_RESORT_MAX_BYTES, files.capacity(), observer);
    Sealer leased = new LeasedSealer(guards, files, Long.MAX_VALUE);
    Sealer leasedAndCopied = new LeasedSealer(guards, files, 0);
    Sealer leasedAndCopiedIfLarge = new LeasedSealer(guards, files, WriterStaging.LARGE_BYTES);
    this.live = List.of(new LiveSealer(files.disposal()));
    this.snapshot = List.of(memory, clone, copy, last);
    this.guarded = List.of(memory, leased, clone, copy, last);
    this.guardedRestless = List.of(memory, leasedAndCopiedIfLarge, clone, copy, last);
    this.auto = List.of(memory, cloneAtOnce, leased, clone, copy, last);
    this.autoRestless = List.of(memory, cloneAtOnce, leasedAndCopied, clone, copy, last);
    this.moment = List.of(clone);
  }

  /** The sealer that would take the source, if it need not block; else null. */
  public @Nullable Sealer atOnce(OpenFile source, boolean restless) {
    for (Sealer way : of(source.policy(), restless)) {
      switch (way.prospect(source)) {
        case AT_ONCE -> {
          return way;
        }
        case MAY_WAIT -> {
          return null;
        }
        case NONE -> {}
      }
    }
    return null;
  }

  /** A policy's sealers; restless names are those to which writers came while leased. */
  public List<Sealer> of(Policy policy, boolean restless) {
    boolean leasable = policy.tags() == TagBasis.STAMP;
    return switch (policy.mode()) {
      case SENDFILE -> live;
      case SNAPSHOT -> snapshot;
      case GUARDED -> !leasable ? snapshot : restless ? guardedRestless : guarded;
      case AUTO -> !leasable ? snapshot : restless ? autoRestless : auto;
    };
  }

  /** The sealers while a program writes: only a clone is the file at one instant. */
  public List<Sealer> whileWritten(Policy policy) {
    return switch (policy.whileWriting()) {
      case MOMENT -> moment;
      case COMMITTED, REFUSE -> List.of();
    };
  }

  /** Whether the source is taken so soon that it need not wait for its turn. */
  public boolean isQuick(OpenFile source) {
    return source.policy().mode() == Mode.SENDFILE
        || source.stat().sizeBytes() <= memoryFileMaxBytes
        || (source.policy().tags() == TagBasis.STAMP
            && files.clonesAtOnce(source.file(), source.stat()));
  }

  /** Whether the source would be cloned, and the clone would wait for dirty pages. */
  public boolean waitsForDisk(OpenFile source) {
    Policy policy = source.policy();
    Stat stat = source.stat();
    boolean cloned =
        policy.mode() == Mode.SNAPSHOT
            || policy.tags() == TagBasis.CONTENT
            || stat.sizeBytes() > StagingPool.SIZE_MAX_BYTES;
    return cloned
        && policy.mode() != Mode.SENDFILE
        && stat.sizeBytes() > memoryFileMaxBytes
        && files.mayClone(stat)
        && !files.clonesAtOnce(source.file(), stat);
  }
}
