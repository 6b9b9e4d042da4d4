package dev.untorn.http.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.LogSettings;
import dev.untorn.delivery.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessLogTest {
  private static final long DEADLINE_NANOS = 60_000_000_000L;

  @TempDir Path directory;

  @Test
  void off_writes_nothing() throws Exception {
    try (AccessLog log = AccessLog.open(new LogSettings(LogSettings.Format.JSON, "off"))) {
      log.log(AccessLogReceipts.ofTarget("/a"));
      assertInstanceOf(AccessLog.Off.class, log);
      assertEquals(0, log.lostLines());
    }
  }

  @Test
  void a_file_gets_every_line_in_order_after_those_it_had() throws Exception {
    Path file = directory.resolve("access.log");
    Files.writeString(file, "before\n");
    try (AccessLog log = open(file)) {
      for (int i = 0; i < 10_000; i++) {
        log.log(AccessLogReceipts.ofTarget("/" + i));
      }
    }
    List<String> lines = Files.readAllLines(file, US_ASCII);
    assertEquals(10_001, lines.size());
    assertEquals("before", lines.getFirst());
    for (int i = 0; i < 10_000; i++) {
      String target = "\"target\":\"/" + i + "\"";
      assertTrue(lines.get(i + 1).contains(target), target);
    }
  }

  @Test
  void a_lone_line_is_written_soon_and_again_after_the_thread_has_slept() throws Exception {
    Path file = directory.resolve("access.log");
    try (AccessLog log = open(file)) {
      for (int i = 1; i <= 5; i++) {
        int lines = i;
        log.log(AccessLogReceipts.ofTarget("/a"));
        await(() -> lineCount(file) == lines);
      }
    }
  }

  @Test
  void lines_of_many_threads_are_all_written() throws Exception {
    Path file = directory.resolve("access.log");
    try (AccessLog log = open(file)) {
      List<Thread> threads =
          IntStream.range(0, 4)
              .mapToObj(id ->
                  Thread.ofPlatform()
                      .start(() -> {
                        for (int i = 0; i < 2_000; i++) {
                          log.log(AccessLogReceipts.ofTarget("/" + id));
                        }
                      }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(8_000, lineCount(file));
  }

  @Test
  void a_file_that_was_renamed_away_is_opened_anew() throws Exception {
    Path file = directory.resolve("access.log");
    Path rotated = directory.resolve("access.log.1");
    try (AccessLog log = open(file)) {
      log.log(AccessLogReceipts.ofTarget("/old"));
      await(() -> lineCount(file) == 1);
      Files.move(file, rotated);
      await(() -> {
        log.log(AccessLogReceipts.ofTarget("/new"));
        return lineCount(file) > 0;
      });
      assertEquals(0, log.lostLines());
    }
    assertTrue(Files.readAllLines(rotated).getFirst().contains("/old"));
    assertTrue(Files.readAllLines(file).getFirst().contains("/new"));
  }

  @Test
  void a_file_that_another_one_replaced_is_opened_anew() throws Exception {
    Path file = directory.resolve("access.log");
    Path fresh = Files.createFile(directory.resolve("fresh"));
    try (AccessLog log = open(file)) {
      log.log(AccessLogReceipts.ofTarget("/old"));
      await(() -> lineCount(file) == 1);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      await(() -> {
        log.log(AccessLogReceipts.ofTarget("/new"));
        return lineCount(file) > 0;
      });
    }
    assertTrue(Files.readAllLines(file).getFirst().contains("/new"));
  }

  @Test
  void a_file_that_cannot_be_opened_is_said_at_the_start() {
    assertThrows(IOException.class, () -> open(directory));
    assertThrows(IOException.class, () -> open(directory.resolve("no/such/access.log")));
  }

  @Test
  void a_full_disk_costs_lines_but_not_the_log() throws Exception {
    var device = new FaultyDevice();
    var log = new AccessLogThread(new AccessLogJson(), device);
    log.log(AccessLogReceipts.ofTarget("/1"));
    await(() -> device.text().endsWith("\n"));
    device.room.set(20);
    log.log(AccessLogReceipts.ofTarget("/2"));
    await(() -> log.lostLines() == 1);
    device.room.set(Integer.MAX_VALUE);
    log.log(AccessLogReceipts.ofTarget("/3"));
    log.close();
    List<String> lines = device.text().lines().toList();
    assertEquals(4, lines.size(), device::text);
    assertTrue(lines.get(0).contains("\"/1\""));
    assertEquals(20, lines.get(1).length());
    assertTrue(lines.get(2).contains("\"/3\""), "a new line begins after the torn one");
    assertTrue(lines.get(3).endsWith("\"lost\":1}"));
    assertEquals(1, log.lostLines());
  }

  @Test
  void a_real_full_device_is_survived() throws Exception {
    AccessLog log = open(Path.of("/dev/full"));
    log.log(AccessLogReceipts.ofTarget("/1"));
    await(() -> log.lostLines() == 1);
    log.log(AccessLogReceipts.ofTarget("/2"));
    await(() -> log.lostLines() == 2);
    log.close();
  }

  @Test
  void a_blocked_device_never_blocks_callers_nor_memory_nor_the_shutdown() throws Exception {
    var device = new FaultyDevice();
    device.gate = new CountDownLatch(1);
    var log = new AccessLogThread(new AccessLogJson(), device);
    String target = "/" + "x".repeat(60_000);
    int lines = 2 * AccessLogThread.QUEUE_BYTES_MAX / target.length();
    for (int i = 0; i < lines; i++) {
      log.log(AccessLogReceipts.ofTarget(target));
    }
    assertTrue(log.lostLines() > lines / 3, () -> log.lostLines() + " of " + lines);
    long before = System.nanoTime();
    log.close();
    assertTrue(System.nanoTime() - before < 5_000_000_000L);
    device.gate.countDown();
    await(() -> device.closed);
    assertEquals(lines, log.lostLines() + device.text().lines().count() - 1);
    assertTrue(device.text().contains("\"lost\":" + log.lostLines() + "}\n"));
  }

  @Test
  void every_text_of_a_line_counts_against_what_may_wait() throws Exception {
    var device = new FaultyDevice();
    device.gate = new CountDownLatch(1);
    String text = "x".repeat(60_000);
    int lines = 2 * AccessLogThread.QUEUE_BYTES_MAX / text.length();
    for (Receipt receipt : AccessLogReceipts.withOneText(text)) {
      var log = new AccessLogThread(new AccessLogJson(), device);
      for (int i = 0; i < lines; i++) {
        log.log(receipt);
      }
      assertTrue(log.lostLines() > lines / 3, () -> log.lostLines() + " of " + lines);
      log.close();
    }
    device.gate.countDown();
  }

  @Test
  void a_pipe_that_nobody_reads_holds_neither_the_start_nor_the_end() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    AccessLog log = open(pipe);
    for (int i = 0; i < 100_000; i++) {
      log.log(AccessLogReceipts.ofTarget("/" + "x".repeat(500)));
    }
    assertTrue(log.lostLines() > 0, "bounded");
    log.close();
  }

  @Test
  void a_line_after_the_close_is_counted_as_lost() throws Exception {
    AccessLog log = open(directory.resolve("access.log"));
    log.close();
    log.log(AccessLogReceipts.ofTarget("/late"));
    assertEquals(1, log.lostLines());
  }

  private static AccessLog open(Path file) throws IOException {
    return AccessLog.open(new LogSettings(LogSettings.Format.JSON, file.toString()));
  }

  private static long lineCount(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file, US_ASCII).size() : 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within the deadline");
      Thread.sleep(2);
    }
  }

  /** Takes as many bytes as it has room for, then fails; blocks while its gate is shut. */
  private static final class FaultyDevice implements AccessLogDevice {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile boolean closed;

    @Override
    public void reopen() {}

    @Override
    public void write(ByteBuffer lines) throws IOException {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      byte[] taken = new byte[Math.min(room.get(), lines.remaining())];
      lines.get(taken);
      text.writeBytes(taken);
      room.addAndGet(-taken.length);
      if (lines.hasRemaining()) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    String text() {
      return text.toString(US_ASCII);
    }
  }
}
