package dev.untorn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ConsoleLogTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Console console = new Console();

  /** Writes nothing until its gate is opened. */
  private static final class Console extends AppenderBase<ILoggingEvent> {
    final CountDownLatch gate = new CountDownLatch(1);
    final CountDownLatch entered = new CountDownLatch(1);
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      entered.countDown();
      while (gate.getCount() > 0) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          // Goes on waiting, as a write to a pipe would.
        }
      }
      lines.add(event.getFormattedMessage());
    }
  }

  @BeforeEach
  void attach() {
    context.setMDCAdapter(new LogbackMDCAdapter()); // as slf4j does; a line in a queue needs it
    console.setContext(context);
    console.setName("console");
    console.start();
    root.addAppender(console);
    context.start();
  }

  @AfterEach
  void letGo() {
    console.gate.countDown();
  }

  private static List<String> lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> "line " + i).toList();
  }

  @Test
  void nobody_waits_for_a_console_that_takes_no_line_and_only_what_has_no_room_is_lost()
      throws Exception {
    ConsoleLog.writeInBackground(context);
    root.warn("line 0");
    console.entered.await();
    lines(2 * ConsoleLog.LINES_MAX).stream().skip(1).forEach(root::warn);
    console.gate.countDown();
    ConsoleLog.close(context);
    assertEquals(lines(1 + ConsoleLog.LINES_MAX), console.lines);
  }

  @Test
  void the_last_lines_are_written_before_the_end() {
    console.gate.countDown();
    ConsoleLog.writeInBackground(context);
    lines(100).forEach(root::warn);
    ConsoleLog.close(context);
    assertEquals(lines(100), console.lines);
    assertFalse(console.isStarted());
  }

  @Test
  void a_console_that_takes_no_line_does_not_hold_the_end() throws Exception {
    ConsoleLog.writeInBackground(context);
    root.warn("line 0");
    console.entered.await();
    ConsoleLog.close(context);
    assertEquals(List.of(), console.lines);
  }
}
