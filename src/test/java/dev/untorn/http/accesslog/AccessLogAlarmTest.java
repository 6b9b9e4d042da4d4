package dev.untorn.http.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.untorn.config.LogSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class AccessLogAlarmTest {
  private static final long DEADLINE_NANOS = 60_000_000_000L;

  @Test
  void a_failing_device_is_said_on_the_console_with_its_reason_once_a_minute() throws Exception {
    var console = (Logger) LoggerFactory.getLogger(AccessLogThread.class);
    var said = new ListAppender<ILoggingEvent>();
    said.start();
    console.addAppender(said);
    console.setAdditive(false);
    try (AccessLog log = AccessLog.open(new LogSettings(LogSettings.Format.JSON, "/dev/full"))) {
      long deadline = System.nanoTime() + DEADLINE_NANOS;
      for (int lines = 1; lines <= 3; lines++) {
        log.log(AccessLogReceipts.ofTarget("/a"));
        while (log.lostLines() < lines) {
          assertTrue(System.nanoTime() < deadline, "not within the deadline");
          Thread.onSpinWait();
        }
      }
    } finally {
      console.detachAppender(said);
      console.setAdditive(true);
    }
    List<String> messages = said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertEquals(1, messages.size(), messages::toString);
    assertTrue(messages.getFirst().startsWith("lines of the access log lost: 1 ("));
    assertTrue(messages.getFirst().contains("No space left on device"), messages.getFirst());
  }
}
