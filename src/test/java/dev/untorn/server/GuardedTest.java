package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live files under a lease, over loopback: writers come while clients read. */
final class GuardedTest {
  /** More than the kernel buffers of a small client's connection take. */
  private static final int LARGE_BYTES = 16 * 1024 * 1024;

  @TempDir Path directory;

  private static byte[] content(char of) {
    byte[] content = new byte[LARGE_BYTES];
    Arrays.fill(content, (byte) of);
    return content;
  }

  private Path file() {
    return directory.resolve("f");
  }

  private static CompletableFuture<Void> overwrite(Path file, char with) {
    return CompletableFuture.runAsync(() -> {
      try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
        writer.write(content(with));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"guarded", "auto"})
  void a_slow_reader_gets_the_whole_old_version_and_the_writer_does_not_wait_for_it(String mode)
      throws Exception {
    Files.write(file(), content('A'));
    try (Served served = Served.directory(directory, "serve.mode=" + mode, "admin.port=0");
        WireClient slow = served.connectSlow()) {
      slow.send(Served.request("GET /f HTTP/1.1"));
      Wires.await("leased", () -> Wires.series(served, "untorn_store_leases") == 1);
      overwrite(file(), 'B').get(20, TimeUnit.SECONDS);
      assertArrayEquals(content('B'), served.get("/f").body());
      Reply reply = slow.read();
      assertTrue(reply.isComplete(), reply::toString);
      assertArrayEquals(content('A'), reply.body());
      Wires.await(
          "a copy", () -> Wires.series(served, "untorn_lease_breaks_total", "end=\"copied\"") == 1);
      assertEquals(LARGE_BYTES, Wires.series(served, "untorn_break_copied_bytes_total"));
      assertEquals(2, Wires.series(served, "untorn_fences_total", "result=\"passed\""));
      // A name that was written once will be again: a copy of it is made at once.
      Wires.await(
          "copied before a writer comes",
          () -> Wires.series(served, "untorn_promoted_bytes_total") == LARGE_BYTES);
    }
  }

  @Test
  void a_version_too_large_to_be_copied_is_cut_never_completed() throws Exception {
    Files.write(file(), content('A'));
    try (Served served =
            Served.directory(
                directory, "serve.mode=guarded", "store.break-copy=1MiB", "admin.port=0");
        WireClient slow = served.connectSlow()) {
      slow.send(Served.request("GET /f HTTP/1.1"));
      Wires.await("leased", () -> Wires.series(served, "untorn_store_leases") == 1);
      overwrite(file(), 'B').get(20, TimeUnit.SECONDS);
      assertFalse(slow.read().isComplete());
      // Booked when the connection's own loop gets to it.
      Wires.await(
          "booked", () -> Wires.series(served, "untorn_transfers_total", "ending=\"writer\"") == 1);
      assertArrayEquals(content('B'), served.get("/f").body());
    }
  }

  @Test
  void truncation_that_breaks_no_lease_is_cut() throws Exception {
    Files.write(file(), content('A'));
    try (Served served = Served.directory(directory, "serve.mode=guarded", "admin.port=0");
        WireClient slow = served.connectSlow()) {
      slow.send(Served.request("GET /f HTTP/1.1"));
      Wires.await("leased", () -> Wires.series(served, "untorn_store_leases") == 1);
      // open(O_RDONLY | O_TRUNC), which the kernel lets through.
      new ProcessBuilder(
              "perl",
              "-e",
              "use Fcntl; sysopen(F, $ARGV[0], O_RDONLY | O_TRUNC) or die $!",
              file().toString())
          .inheritIO()
          .start()
          .waitFor();
      assertEquals(0, Files.size(file()));
      assertFalse(slow.read().isComplete());
      Wires.await(
          "counted", () -> Wires.series(served, "untorn_transfers_total", "ending=\"short\"") == 1);
    }
  }

  @Test
  void who_resumes_gets_the_rest_of_its_version_after_it_was_replaced() throws Exception {
    Files.write(file(), content('A'));
    try (Served served = Served.directory(directory, "serve.mode=guarded", "admin.port=0")) {
      Reply first = served.get("/f");
      String tag = first.field("etag").orElseThrow();
      String address = first.field("content-location").orElseThrow();
      assertTrue(address.startsWith("?untorn-version="), address);
      Reply unchanged = served.get("/f", "If-None-Match: " + tag);
      assertEquals(304, unchanged.status());
      assertEquals(Optional.of(address), unchanged.field("content-location"));
      Path aside = Files.write(directory.resolve("aside"), content('B'));
      Files.move(aside, file(), StandardCopyOption.REPLACE_EXISTING);
      assertEquals("B", served.get("/f", "Range: bytes=7-7").text());

      Reply rest = served.get("/f", "Range: bytes=7-", "If-Match: " + tag);
      assertEquals(206, rest.status());
      assertEquals(Optional.of(tag), rest.field("etag"));
      assertEquals("A".repeat(LARGE_BYTES - 7), rest.text());
      assertEquals("A", served.get("/f" + address, "Range: bytes=7-7").text());
      assertEquals(404, served.get("/f?untorn-version=0123456789abcdef").status());
      assertEquals(412, served.get("/f", "Range: bytes=7-", "If-Match: \"x\"").status());
      assertEquals(tag, served.get("/f", "If-Match: " + tag).field("etag").orElseThrow());
      assertEquals(412, served.get("/f", "If-Match: \"x\"").status());
      assertEquals(LARGE_BYTES, Wires.series(served, "untorn_store_pinned_bytes"));
    }
  }

  @Test
  void who_resumes_gets_the_rest_of_its_version_after_it_was_overwritten() throws Exception {
    Files.write(file(), content('A'));
    try (Served served = Served.directory(directory, "serve.mode=guarded", "admin.port=0")) {
      String tag = served.get("/f").field("etag").orElseThrow();
      overwrite(file(), 'B').get(20, TimeUnit.SECONDS);
      assertEquals("B", served.get("/f", "Range: bytes=7-7").text());
      assertEquals("A", served.get("/f", "Range: bytes=7-7", "If-Match: " + tag).text());
    }
  }

  @Test
  void a_log_open_all_day_is_explained() throws Exception {
    try (RandomAccessFile log = new RandomAccessFile(file().toFile(), "rw")) {
      log.write(content('A'));
      try (Served served = Served.directory(directory, "serve.mode=guarded")) {
        Reply refused = served.get("/f");
        assertEquals(503, refused.status());
        assertTrue(refused.text().contains("log"), refused::text);
      }
    }
  }

  @Test
  void whoever_wants_no_last_committed_version_gets_none() throws Exception {
    Files.write(file(), content('A'));
    try (Served served =
        Served.directory(directory, "serve.mode=guarded", "serve.while-writing=refuse")) {
      assertEquals(200, served.get("/f").status());
      try (RandomAccessFile writer = new RandomAccessFile(file().toFile(), "rw")) {
        writer.write('B');
        assertEquals(503, served.get("/f").status());
      }
      assertEquals(200, served.get("/f").status());
    }
  }

  @Test
  void the_server_does_not_wait_for_its_own_lease() throws Exception {
    Path log = directory.resolve("access.log");
    Files.write(log, content('A'), StandardOpenOption.CREATE);
    try (Served served =
        Served.directory(
            directory, "serve.mode=guarded", "log.access=" + log, "log.format=common")) {
      assertEquals(503, served.get("/access.log").status(), "it has the log open for writing");
    }
    try (Served served = Served.directory(directory, "serve.mode=guarded", "admin.port=0")) {
      assertEquals(200, served.get("/access.log").status());
      // This process holds the lease, and opens for writing.
      Files.writeString(log, "x", StandardOpenOption.APPEND);
      // It is booked when the writer has been let go, which may be a moment later.
      Wires.await("a break", () -> Wires.series(served, "untorn_lease_breaks_total") == 1);
    }
  }
}
