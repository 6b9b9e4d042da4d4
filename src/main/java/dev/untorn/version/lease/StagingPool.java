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
 * Memory, with its pages present, for the next large version that a writer waits for: the version
 * is read into it, the writer let go, and then it is copied to where it stays. Copying to a file
 * takes twice as long into warm pages, thirty times into pages that a virtual machine gets from its
 * host, and longer where the disk has fallen behind. Thread-safe.
 */
public final class StagingPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StagingPool.class);

  /** Memory that is worth being kept for a writer who may never come. */
  public static final int SIZE_MAX_BYTES = 64 * 1024 * 1024;

  /** One is in use until its version is copied; the next two writers may be sooner. */
  static final int STAGES_MAX = 3;

  /** Of the memory for versions, one may take this share. */
  private static final int MEMORY_SHARE = 4;

  /** One of them. Used by one at a time, but read by all who send. */
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

  /** One for a version of this size; null when there is none ready. */
  synchronized @Nullable Stage take(long versionBytes) {
    Stage first = free.peek();
    return first == null || first.warmBytes < versionBytes ? null : free.poll();
  }

  /**
   * Nobody is sent bytes of it any more, but for those who have just read some and will find that
   * they came too late.
   */
  void giveBack(Stage unused) {
    synchronized (this) {
      if (!closed) {
        free.addFirst(unused);
        return;
      }
    }
    close(unused);
  }

  /** Has one ready for a version of this size, unless that is too large. Blocks. */
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
      // Without making room: that would drop what somebody may ask for.
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

  /** Those in use are closed when they are given back. */
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
