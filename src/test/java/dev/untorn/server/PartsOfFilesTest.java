package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Ending;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges of files that change, or are copied, while they are sent. */
final class PartsOfFilesTest {
  /** More than the kernel buffers of a small client's connection take. */
  private static final long LARGE_BYTES = 16L << 20;

  /** Takes a while to copy; the file itself is sparse. */
  private static final long HUGE_BYTES = 1L << 30;

  @TempDir Path directory;

  private RandomAccessFile open() throws Exception {
    return new RandomAccessFile(directory.resolve("f").toFile(), "rw");
  }

  private void make(long sizeBytes) throws Exception {
    try (RandomAccessFile file = open()) {
      file.setLength(sizeBytes);
    }
  }

  private void write() {
    try (RandomAccessFile file = open()) {
      file.write('x');
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void several_ranges_of_a_file_that_changes_never_complete_where_modifications_cut()
      throws Exception {
    make(LARGE_BYTES);
    try (Served served =
            Served.directory(directory, "serve.mode=sendfile", "serve.on-modification=cut");
        WireClient client = served.connectSlow()) {
      client.send(Served.request("GET /f HTTP/1.1", "Range: bytes=0-7999999,9000000-"));
      Wires.await("under way", () -> served.server().components().context().store().holds() > 0);
      write();
      Reply reply = client.read();
      assertEquals(206, reply.status());
      assertFalse(reply.isComplete(), reply::toString);
    }
  }

  @Test
  void several_ranges_of_a_copy_complete_only_if_the_copy_does() throws Exception {
    make(HUGE_BYTES);
    try (Served served =
            Served.directory(directory, "serve.mode=snapshot", "store.writer-hold=10ms");
        WireClient client = served.connect()) {
      client.send(Served.request("GET /f HTTP/1.1", "Range: bytes=0-9,100000-100009"));
      Wires.await("copying", () -> served.server().components().context().store().holds() > 0);
      CompletableFuture.runAsync(this::write).get(5, TimeUnit.SECONDS);
      Reply reply = client.read();
      assertEquals(206, reply.status());
      assertFalse(reply.isComplete(), reply::toString);
    }
  }

  @Test
  void who_waits_for_a_copy_is_not_taken_for_a_slow_reader() throws Exception {
    make(HUGE_BYTES);
    try (Served served =
            Served.directory(
                directory,
                "serve.mode=snapshot",
                "limits.send-grace=100ms",
                "limits.send-rate-min=1MiB");
        WireClient client =
            WireClient.connect(served.address(), Duration.ofSeconds(30), OptionalInt.empty())) {
      Reply reply = client.ask(Served.request("GET /f HTTP/1.1", "Range: bytes=-10"));
      assertTrue(reply.isComplete(), reply::toString);
      assertEquals(10, reply.bodyBytes());
    }
  }

  @Test
  void a_file_that_comes_short_ends_in_a_reset() throws Exception {
    make(LARGE_BYTES);
    try (Served served = Served.directory(directory, "serve.mode=sendfile");
        WireClient client = served.connectSlow()) {
      client.send(Served.request("GET /f HTTP/1.1"));
      Wires.await("under way", () -> served.server().components().context().store().holds() > 0);
      try (RandomAccessFile file = open()) {
        file.setLength(LARGE_BYTES / 2);
      }
      assertEquals(Ending.RESET, client.read().ending());
    }
  }
}
