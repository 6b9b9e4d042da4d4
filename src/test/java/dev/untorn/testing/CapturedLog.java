package dev.untorn.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** What is logged while this is open, by all threads. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_MILLIS = 10;

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.untorn");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public CapturedLog() {
    start();
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getLevel() + " " + event.getFormattedMessage());
  }

  /** The lines with these words so far. */
  public List<String> with(String words) {
    return lines.stream().filter(line -> line.contains(words)).toList();
  }

  /** The first line with these words; fails if there is none for long. */
  public String await(String words) throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (with(words).isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not logged: " + words + ", but " + lines);
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return with(words).getFirst();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    stop();
  }
}
