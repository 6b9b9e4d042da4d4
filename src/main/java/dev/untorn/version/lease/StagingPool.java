package dev.untorn.version.lease;

import dev.untorn.linux.file.MappedMemory;
import dev.untorn.version.space.Budget.Reservation;
import dev.untorn.version.space.Capacity;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory with its pages present, for the next large version that a writer waits for: the version is
 * read into it, the writer continues, and then the version is copied to its final place. Copying to
 * a file instead takes twice as long into warm pages, thirty times into pages that a virtual
 * machine gets from its host, and longer where the disk has fallen behind. Thread-safe.
 */
public final class StagingPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StagingPool.class);

  /** More memory is not worth keeping for a writer who may never come. */
  public static final int SIZE_MAX_BYTES = 64 * 1024 * 1024;

  /** One stays in use until its version is copied; two more writers may come before that. */
  static final int STAGES_MAX = 3;

  /** The share of the versions' memory that one stage may take. */
  private static final int MEMORY_SHARE = 4;

  /** One stage: one version at a time, read by all its senders. */
  static final class Stage {
    private final MappedMemory memory;
    private final List<Reservation> room = new ArrayList<>();
    private long warmBytes;

    private Stage(MappedMemory memory) {
      this.memory = memory;
    }

    MappedMemory memory() {
      return memory;
    }
  }

  private final Capacity capacity;
  private final int sizeBytes;
  private final Deque<Stage> free = new ArrayDeque<>();
  private int stages;
  private boolean preparing;
  private boolean closed;

  public StagingPool(Capacity capacity, long memoryMaxBytes) {
    this.capacity = capacity;
    this.sizeBytes = (int) Math.min(SIZE_MAX_BYTES, memoryMaxBytes / MEMORY_SHARE);
  }

  /** A stage for a version of this size; null if none is ready. */
  synchronized @Nullable Stage take(long versionBytes) {
    Stage first = free.peek();
    return first == null || first.warmBytes < versionBytes ? null : free.poll();
  }

  /** The stage may be reused: a reader that just read from it will find that it came too late. */
  void giveBack(Stage unused) {
    synchronized (this) {
      if (!closed) {
        free.addFirst(unused);
        return;
      }
    }
    close(unused);
  }

  /** Readies a stage for a version of this size, unless that is too large. Blocks. */
  void prepare(long versionBytes) {
    if (versionBytes > sizeBytes) {
      return;
    }
    Stage stage = begin(versionBytes);
    if (stage == null) {
      return;
    }
    try {
      long missingBytes = versionBytes - stage.warmBytes;
      // Evicts nothing: clients may ask for what is cached.
      Reservation more = capacity.inFreeMemory(missingBytes);
      if (more != null) {
        stage.room.add(more);
        stage.memory.touch(stage.warmBytes, versionBytes);
        stage.warmBytes = versionBytes;
      }
    } finally {
      synchronized (this) {
        preparing = false;
      }
      giveBack(stage);
    }
  }

  private synchronized @Nullable Stage begin(long versionBytes) {
    Stage first = free.peek();
    if (closed || preparing || (first != null && first.warmBytes >= versionBytes)) {
      return null;
    }
    Stage stage = first == null ? another() : free.poll();
    preparing = stage != null;
    return stage;
  }

  private @Nullable Stage another() {
    if (stages == STAGES_MAX) {
      return null;
    }
    try {
      Stage made = new Stage(MappedMemory.ofSize(sizeBytes));
      stages++;
      return made;
    } catch (IOException e) {
      LOG.debug("no memory to be mapped", e);
      return null;
    }
  }

  private static void close(Stage unused) {
    unused.memory.close();
    unused.room.forEach(Reservation::close);
  }

  /** Stages in use are closed when they are given back. */
  @Override
  public void close() {
    List<Stage> unused;
    synchronized (this) {
      closed = true;
      unused = List.copyOf(free);
      free.clear();
    }
    unused.forEach(StagingPool::close);
  }
}
