package dev.untorn.http.accesslog;

import dev.untorn.delivery.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Formats and writes lines on its own daemon thread: callers enqueue without a lock; the thread
 * wakes at the first line, gathers a batch and writes it. Owns its device.
 *
 * <p>Logback's asynchronous appender took 130 ns of the event loop for each line, this takes 28. It
 * also neither limits its queue in bytes nor follows a renamed file.
 */
final class AccessLogThread implements AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLogThread.class);

  /** Waiting lines, about 40,000 usual ones. In bytes, because clients may send long fields. */
  static final int QUEUE_BYTES_MAX = 16 << 20;

  /** Size of a receipt without its texts, with its place in the queue. */
  private static final int RECEIPT_BYTES = 256;

  private static final int BATCH_BYTES = 64 << 10;

  /** How long lines are gathered: too short to notice with tail -f, and it saves wake-ups. */
  private static final long GATHER_NANOS = Duration.ofMillis(50).toNanos();

  /** A slow device must not delay the shutdown longer. */
  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  /** A device that takes no batch in this time hangs, such as a pipe without a reader. */
  private static final long STALL_NANOS_MAX = Duration.ofMillis(500).toNanos();

  private static final Duration LOOK = Duration.ofMillis(20);

  /** Between two alarms; otherwise a full disk would flood the console. */
  private static final long ALARM_NANOS = Duration.ofMinutes(1).toNanos();

  private static final String TOO_SLOW = "it is written more slowly than requests come";

  private final AccessLogFormat format;
  private final AccessLogDevice device;
  private final Queue<Receipt> queue = new ConcurrentLinkedQueue<>();
  private final Semaphore roomBytes = new Semaphore(QUEUE_BYTES_MAX);
  private final LongAdder lost = new LongAdder();
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closing;
  private volatile long writingSinceNanos;

  // Used by the thread only.
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private boolean torn;
  private long lostSaid;
  private long lostAlarmed;
  private long alarmedNanos = System.nanoTime() - ALARM_NANOS;
  private boolean failed;
  private String reason = TOO_SLOW;

  AccessLogThread(AccessLogFormat format, AccessLogDevice device) {
    this.format = format;
    this.device = device;
    thread = Thread.ofPlatform().daemon().name("access-log").unstarted(this::run);
    thread.start();
  }

  @Override
  public void log(Receipt receipt) {
    if (closing || !roomBytes.tryAcquire(bytes(receipt))) {
      lost.increment();
      return;
    }
    queue.add(receipt);
    // The thread sets this before its last look at the queue, so no line is missed.
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void reopen() {
    device.reopen();
  }

  @Override
  public long lostLines() {
    return lost.sum();
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      if (!awaitEnd()) {
        LOG.warn("the access log takes no lines; what waits is lost");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False if some were not written. Gives up on a device that hangs. */
  private boolean awaitEnd() throws InterruptedException {
    long deadline = System.nanoTime() + CLOSE_MAX.toNanos();
    boolean hangs = false;
    while (!hangs && System.nanoTime() - deadline < 0) {
      if (thread.join(LOOK)) {
        return true;
      }
      long since = writingSinceNanos;
      hangs = since != 0 && System.nanoTime() - since > STALL_NANOS_MAX;
    }
    return false;
  }

  private void run() {
    while (!closing) {
      if (drain()) {
        LockSupport.parkNanos(this, GATHER_NANOS);
      } else {
        sleep();
      }
    }
    drain();
    try {
      device.close();
    } catch (IOException e) {
      LOG.warn("the access log was not closed well: {}", e.toString());
    }
  }

  private void sleep() {
    asleep = true;
    if (queue.isEmpty() && !closing) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  /** Writes all waiting lines. False if there were none. */
  private boolean drain() {
    boolean any = false;
    for (Receipt next = queue.poll(); next != null; next = queue.poll()) {
      any = true;
      roomBytes.release(bytes(next));
      format.append(next, batch);
      if (batch.size() >= BATCH_BYTES) {
        flush();
      }
    }
    flush();
    return any;
  }

  private void flush() {
    lost.add(write());
    sayLostInLog();
    sayLostOnConsole();
  }

  /** Writes the batch. Returns how many lines were lost. */
  private int write() {
    ByteBuffer lines = ByteBuffer.wrap(batch.toByteArray());
    writingSinceNanos = System.nanoTime() | 1; // never 0, which means that it is not writing
    try {
      if (torn && lines.hasRemaining()) {
        device.write(ByteBuffer.wrap(new byte[] {'\n'}));
        torn = false;
      }
      device.write(lines);
      failed = false;
    } catch (IOException e) {
      failed = true;
      reason = e.toString();
      if (lines.position() > 0) {
        torn = lines.get(lines.position() - 1) != '\n';
      }
    }
    writingSinceNanos = 0;
    int unwritten = 0;
    while (lines.hasRemaining()) {
      unwritten += lines.get() == '\n' ? 1 : 0;
    }
    batch.reset();
    return unwritten;
  }

  /** Once the device works again. If this line is lost, too, it is not counted. */
  private void sayLostInLog() {
    long sum = lost.sum();
    if (sum > lostSaid && !failed) {
      format.appendLost(sum - lostSaid, System.currentTimeMillis(), batch);
      if (write() == 0) {
        lostSaid = sum;
      }
    }
  }

  private void sayLostOnConsole() {
    long sum = lost.sum();
    long now = System.nanoTime();
    if (sum > lostAlarmed && now - alarmedNanos >= ALARM_NANOS) {
      LOG.warn("lines of the access log lost: {} ({})", sum - lostAlarmed, reason);
      lostAlarmed = sum;
      alarmedNanos = now;
      reason = TOO_SLOW;
    }
  }

  private static int bytes(Receipt receipt) {
    return RECEIPT_BYTES + receipt.textLength();
  }
}
