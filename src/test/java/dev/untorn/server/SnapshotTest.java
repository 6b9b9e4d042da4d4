package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that change while mode snapshot serves them: nobody gets what never was. */
final class SnapshotTest {
  private static final int SMALL_BYTES = 1000;

  /** More than the kernel buffers of a small client's connection take. */
  private static final int LARGE_BYTES = 16 * 1024 * 1024;

  /** Takes seconds to copy, so that a writer comes while it lasts; the file itself is sparse. */
  private static final long HUGE_BYTES = 4L << 30;

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("f");
  }

  private static byte[] content(char of, int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    Arrays.fill(content, (byte) of);
    return content;
  }

  private Served serve(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "serve.mode=snapshot";
    return Served.directory(directory, all);
  }

  private static void awaitSealed(Served served, int versions) throws Exception {
    Wires.await("sealed", () -> Wires.series(served, "untorn_seal_seconds_count") >= versions);
  }

  private RandomAccessFile writer() throws IOException {
    return new RandomAccessFile(file().toFile(), "rw");
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL_BYTES, LARGE_BYTES})
  void while_it_is_first_written_a_file_is_unavailable_and_soon_after_it_is_there(int sizeBytes)
      throws Exception {
    byte[] content = content('A', sizeBytes);
    try (Served served = serve("store.writer-wait=300ms")) {
      try (RandomAccessFile writer = writer()) {
        writer.write(content, 0, sizeBytes / 2);
        long begun = System.nanoTime();
        Reply refused = served.get("/f");
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Wires.assertProblem(503, refused, directory);
        assertEquals(Optional.of("1"), refused.field("retry-after"));
        assertTrue(refused.text().contains("being written"), refused::text);
        assertTrue(took.toMillis() >= 300, took::toString);
        assertTrue(took.toSeconds() < 20, took::toString);
        writer.write(content, sizeBytes / 2, sizeBytes - sizeBytes / 2);
      }
      assertArrayEquals(content, served.get("/f").body());
      assertEquals(1, Wires.series(served, "untorn_unavailable_total", "reason=\"unstable\""));
      assertTrue(Wires.series(served, "untorn_lease_refusals_total", "reason=\"writer\"") >= 1);
    }
  }

  @Test
  void a_copy_in_memory_is_completed_before_its_first_client_has_read_the_beginning()
      throws Exception {
    byte[] content = content('A', LARGE_BYTES);
    Files.write(file(), content);
    try (Served served = serve("store.disk=0");
        WireClient slow = served.connectSlow()) {
      slow.send(Served.request("GET /f HTTP/1.1"));
      awaitSealed(served, 1);
      assertArrayEquals(content, slow.read().body());
    }
  }

  @Test
  void a_request_that_waits_is_answered_when_the_writer_closes() throws Exception {
    try (Served served = serve("store.writer-wait=20s");
        WireClient client = served.connect()) {
      try (RandomAccessFile writer = writer()) {
        writer.write(content('A', 10));
        client.send(Served.request("GET /f HTTP/1.1"));
        Wires.await(
            "seen the writer",
            () -> Wires.series(served, "untorn_lease_refusals_total", "reason=\"writer\"") > 1);
        writer.write(content('B', 10));
      }
      assertEquals("AAAAAAAAAABBBBBBBBBB", client.read().text());
    }
  }

  @Test
  void all_who_wait_for_a_writer_are_answered_when_it_closes() throws Exception {
    int waiting = 100;
    List<WireClient> clients = new ArrayList<>();
    try (Served served = serve("store.writer-wait=20s")) {
      try (RandomAccessFile writer = writer()) {
        writer.write(content('A', 10));
        for (int i = 0; i < waiting; i++) {
          clients.add(served.connect());
          clients.getLast().send(Served.request("GET /f HTTP/1.1"));
        }
        Wires.await("all have come", () -> refusals(served) >= waiting);
      }
      for (WireClient client : clients) {
        assertEquals("AAAAAAAAAA", client.read().text());
      }
    } finally {
      for (WireClient client : clients) {
        client.close();
      }
    }
  }

  private static double refusals(Served served) throws Exception {
    return Wires.series(served, "untorn_lease_refusals_total", "reason=\"writer\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL_BYTES, LARGE_BYTES})
  void while_a_writer_rewrites_it_the_last_committed_version_is_served(int sizeBytes)
      throws Exception {
    byte[] old = content('A', sizeBytes);
    byte[] next = content('B', sizeBytes);
    Files.write(file(), old);
    try (Served served = serve()) {
      Reply first = served.get("/f");
      assertArrayEquals(old, first.body());
      awaitSealed(served, 1);
      try (RandomAccessFile writer = writer()) {
        for (int done = 0; done < 4; done++) {
          writer.write(next, done * sizeBytes / 4, sizeBytes / 4);
          Reply during = served.get("/f");
          assertArrayEquals(old, during.body());
          assertEquals(first.field("etag"), during.field("etag"));
        }
      }
      Reply after = served.get("/f");
      assertArrayEquals(next, after.body());
      assertFalse(first.field("etag").equals(after.field("etag")));
    }
  }

  @Test
  void a_download_completes_with_its_own_version_while_others_get_the_new_one() throws Exception {
    byte[] old = content('A', LARGE_BYTES);
    byte[] next = content('B', LARGE_BYTES);
    Files.write(file(), old);
    try (Served served = serve();
        WireClient slow = served.connectSlow()) {
      slow.send(Served.request("GET /f HTTP/1.1"));
      awaitSealed(served, 1);
      assertNoLease();
      Files.write(file(), next, StandardOpenOption.WRITE);
      assertArrayEquals(next, served.get("/f").body());
      Reply reply = slow.read();
      assertTrue(reply.isComplete(), reply::toString);
      assertArrayEquals(old, reply.body());
      Wires.await(
          "counted as harmless",
          () -> Wires.series(served, "untorn_modifications_total", "mode=\"snapshot\"") == 1);
    }
  }

  @Test
  void a_download_of_a_file_removed_meanwhile_completes() throws Exception {
    byte[] content = content('A', LARGE_BYTES);
    Files.write(file(), content);
    try (Served served = serve();
        WireClient slow = served.connectSlow()) {
      slow.send(Served.request("GET /f HTTP/1.1"));
      awaitSealed(served, 1);
      Files.delete(file());
      assertEquals(404, served.get("/f").status());
      assertArrayEquals(content, slow.read().body());
    }
  }

  /** Of this process on this file: proc_locks(5). */
  private void assertNoLease() throws IOException {
    String inode = ":" + Files.getAttribute(file(), "unix:ino") + " ";
    String locks = Files.readString(Path.of("/proc/locks"));
    assertFalse(
        locks.lines().anyMatch(line -> line.contains("LEASE") && line.contains(inode)), locks);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL_BYTES, LARGE_BYTES})
  void no_lease_outlives_its_use(int sizeBytes) throws Exception {
    Files.write(file(), content('A', sizeBytes));
    try (Served served = serve()) {
      assertEquals(sizeBytes, served.get("/f").bodyBytes());
      awaitSealed(served, 1);
      assertNoLease();
    }
  }

  @Test
  void a_writer_is_let_go_and_the_unfinished_copy_never_completes() throws Exception {
    try (RandomAccessFile writer = writer()) {
      writer.setLength(HUGE_BYTES);
    }
    try (Served served = serve("store.writer-hold=50ms");
        WireClient client = served.connectSlow()) {
      client.send(Served.request("GET /f HTTP/1.1"));
      Wires.await("copying", () -> served.server().components().context().store().holds() > 0);
      CompletableFuture<Boolean> opened =
          CompletableFuture.supplyAsync(() -> {
            try (RandomAccessFile writer = writer()) {
              writer.write('x');
              return true;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertTrue(opened.get(5, TimeUnit.SECONDS), "well before the kernel's 45 s");
      Reply reply = client.read(Reading.PLAIN.into(_ -> {}));
      assertEquals(200, reply.status());
      assertFalse(reply.isComplete(), reply::toString);
      assertEquals(
          1, Wires.series(served, "untorn_seals_broken_total", "reason=\"writer_waited\""));
      // The receipt may come after the client's last byte.
      Wires.await(
          "counted",
          () -> Wires.series(served, "untorn_transfers_total", "ending=\"seal_broken\"") == 1);
      Wires.await(
          "room given back", () -> served.server().components().context().store().diskBytes() == 0);
    }
  }

  @Test
  void without_room_for_a_copy_others_are_served_and_it_is_when_there_is_room() throws Exception {
    Files.write(file(), content('A', LARGE_BYTES));
    Files.write(directory.resolve("g"), content('B', LARGE_BYTES));
    Files.writeString(directory.resolve("small"), "fine");
    try (Served served = serve("store.disk=20MiB", "store.memory=1MiB")) {
      try (WireClient slow = served.connectSlow()) {
        slow.send(Served.request("GET /f HTTP/1.1"));
        awaitSealed(served, 1);
        Reply refused = served.get("/g");
        Wires.assertProblem(503, refused, directory);
        assertEquals(Optional.of("1"), refused.field("retry-after"));
        assertEquals(1, Wires.series(served, "untorn_unavailable_total", "reason=\"saturated\""));
        assertEquals("fine", served.get("/small").text());
      }
      Wires.await("released", () -> served.server().components().context().store().holds() == 0);
      assertEquals(LARGE_BYTES, served.get("/g").bodyBytes());
    }
  }
}
