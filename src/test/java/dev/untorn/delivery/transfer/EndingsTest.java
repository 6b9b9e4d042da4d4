package dev.untorn.delivery.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.untorn.delivery.Ending;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors.NativeIoException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What errors while a response is sent are booked as, and what people are told of them. */
final class EndingsTest {
  private static final int EPIPE = 32;
  private static final int ENOMEM = 12;

  private final Logger log = (Logger) LoggerFactory.getLogger(Endings.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  /** Netty's errors of sockets are made with constants of its native library. */
  @BeforeAll
  static void loadNativeErrors() {
    Epoll.ensureAvailability();
  }

  @BeforeEach
  void listen() {
    said.start();
    log.addAppender(said);
  }

  @AfterEach
  void leave() {
    log.detachAppender(said);
  }

  private static LinuxFile open(String path) {
    Opened opened = RawFile.open(Path.of(path), RawFile.Access.READ);
    return assertInstanceOf(Opened.File.class, opened).file();
  }

  /** Nothing is mapped at the address that an offset of 0 stands for (proc(5)). */
  private static KernelException inputError(LinuxFile memory) {
    return assertThrows(KernelException.class, () -> memory.pread(ByteBuffer.allocateDirect(1), 0));
  }

  @Test
  void a_file_that_cannot_be_read_is_no_client_that_went() {
    try (LinuxFile memory = open("/proc/self/mem")) {
      KernelException error = inputError(memory);
      assertTrue(String.valueOf(error.getMessage()).contains("EIO"), error::getMessage);
      assertEquals(Ending.UNREADABLE, Endings.ofReading(memory, 7, 0, error).ending());
    }
  }

  @Test
  void a_connection_that_ended_is_a_client_that_went() {
    assertEquals(Ending.CLIENT_GONE, Endings.of(new ClosedChannelException()));
    assertEquals(Ending.CLIENT_GONE, Endings.of(new NativeIoException("writev", -EPIPE)));
    assertEquals(List.of(), said.list);
  }

  @Test
  void want_of_memory_and_bugs_are_no_client_that_went() {
    assertEquals(Ending.FAILED, Endings.of(new NativeIoException("writev", -ENOMEM)));
    assertEquals(Ending.FAILED, Endings.of(new IllegalStateException("a bug")));
  }

  @Test
  void people_are_told_which_file_and_where_and_not_too_often() {
    try (LinuxFile memory = open("/proc/self/mem")) {
      Alarm alarm = new Alarm(log);
      alarm.warn(() -> "one");
      for (int i = 0; i < 1000; i++) {
        alarm.warn(() -> "two");
      }
      assertEquals(1, said.list.size());
      KernelException error = inputError(memory);
      String line = Endings.unreadable(memory, 7, error);
      assertTrue(line.contains("/mem") && line.contains(" 7 ") && line.contains("EIO"), line);
    }
  }
}
