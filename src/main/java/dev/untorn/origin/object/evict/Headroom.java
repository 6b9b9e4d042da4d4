package dev.untorn.origin.object.evict;

import dev.untorn.origin.object.files.Usage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room that is kept free ahead of the fills, by eviction on its own thread: one that had to evict
 * first would keep its first client waiting. Thread-safe.
 */
public final class Headroom implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Headroom.class);

  /** It is this part of what is stored. */
  private static final int SHARE = 64;

  /** More than what is fetched while an eviction goes on. */
  private static final long MAX_BYTES = 4L << 30;

  /** With less there is none: it would be room for a few objects, and their eviction is quick. */
  private static final long STORED_MIN_BYTES = 256L << 20;

  private enum State {
    IDLE,
    USED,
    ENDED
  }

  private final Usage usage;
  private final BooleanSupplier isTight;
  private final BooleanSupplier trim;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("untorn-object-eviction").unstarted(this::run);
  private State state = State.IDLE;

  /** {@code isTight} says whether much of it is used, {@code trim} whether it made some more. */
  public Headroom(Usage usage, BooleanSupplier isTight, BooleanSupplier trim) {
    this.usage = usage;
    this.isTight = isTight;
    this.trim = trim;
    thread.start();
  }

  public long bytes() {
    long storedBytes = usage.bytes();
    return storedBytes < STORED_MIN_BYTES ? 0 : Math.min(storedBytes / SHARE, MAX_BYTES);
  }

  /** Some of it is used. Never blocks for long. */
  public synchronized void use() {
    if (state == State.IDLE && bytes() > 0) {
      state = State.USED;
      notifyAll();
    }
  }

  private void run() {
    while (awaitUse()) {
      try {
        if (isTight.getAsBoolean()) {
          while (!hasEnded() && trim.getAsBoolean()) {}
        }
      } catch (RuntimeException e) {
        LOG.error("eviction failed", e); // A bug; fills evict themselves then.
      }
    }
  }

  private synchronized boolean hasEnded() {
    return state == State.ENDED;
  }

  private synchronized boolean awaitUse() {
    try {
      while (state == State.IDLE) {
        wait();
      }
    } catch (InterruptedException e) {
      return false; // Nobody interrupts it but the end of the process.
    }
    if (state == State.USED) {
      state = State.IDLE;
      return true;
    }
    return false;
  }

  /** Ends the thread after the part of an eviction it is in. */
  @Override
  public void close() {
    synchronized (this) {
      state = State.ENDED;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
