package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.server.Server.Startup;
import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a server, from within and by a signal. */
final class ShutdownTest {
  /** More than the kernel buffers of a small client's connection take. */
  private static final int LARGE_BYTES = 16 * 1024 * 1024;

  /** Its copy takes a while, but not long if it is waited for. */
  private static final long HUGE_BYTES = 512L << 20;

  private static final String GET = Served.request("GET /f HTTP/1.1");

  @TempDir Path directory;
  private byte[] content;

  @BeforeEach
  void makeFile() throws Exception {
    content = new byte[LARGE_BYTES];
    new Random(1).nextBytes(content);
    Files.write(directory.resolve("f"), content);
  }

  private static boolean refuses(Served served) throws Exception {
    try (WireClient _ = served.connect()) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_download_under_way_completes_and_nobody_new_gets_in(String mode) throws Exception {
    Served served = Served.directory(directory, "serve.mode=" + mode, "limits.shutdown=20s");
    try (WireClient idle = served.connect();
        WireClient used = served.connect();
        WireClient slow = served.connectSlow()) {
      assertEquals(LARGE_BYTES, used.ask(GET).bodyBytes());
      slow.send(GET);
      Wires.await("under way", () -> served.server().components().context().store().holds() > 0);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(served::close);
      Wires.assertClosed(idle);
      Wires.assertClosed(used);
      Wires.await("refuses", () -> refuses(served));
      assertFalse(stopped.isDone(), "waits for the download");
      Reply reply = slow.read();
      assertTrue(reply.isComplete(), reply::toString);
      assertArrayEquals(content, reply.body());
      stopped.get(60, TimeUnit.SECONDS);
    } finally {
      served.close();
    }
    assertThrows(ConnectException.class, served::connect);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_download_that_takes_too_long_is_cut(String mode) throws Exception {
    Served served = Served.directory(directory, "serve.mode=" + mode, "limits.shutdown=200ms");
    try (WireClient slow = served.connectSlow();
        WireClient half = served.connect()) {
      half.send("GET /f HT");
      slow.send(GET);
      Wires.await("under way", () -> served.server().components().context().store().holds() > 0);
      CompletableFuture.runAsync(served::close).get(60, TimeUnit.SECONDS);
      Reply reply = slow.read();
      assertFalse(reply.isComplete(), reply::toString);
      Wires.assertClosed(half);
    }
  }

  @Test
  void what_the_kernel_has_whole_arrives_after_the_end_of_the_server() throws Exception {
    byte[] some = Arrays.copyOf(content, 1 << 20);
    Files.write(directory.resolve("some"), some);
    Served served = Served.directory(directory, "serve.mode=snapshot", "limits.shutdown=1ms");
    try (WireClient slow = served.connectSlow()) {
      slow.send(Served.request("GET /some HTTP/1.1", "Connection: close"));
      Wires.await(
          "handed over",
          () -> Wires.series(served, "untorn_transfers_total", "ending=\"completed\"") == 1);
      served.close();
      Reply reply = slow.read();
      assertTrue(reply.isComplete(), reply::toString);
      assertArrayEquals(some, reply.body());
    } finally {
      served.close();
    }
  }

  @Test
  void nothing_is_left_of_a_server_that_stopped() throws Exception {
    Served.directory(directory).close();
    long before = Wires.descriptors(directory);
    for (int i = 0; i < 5; i++) {
      try (Served served = Served.directory(directory)) {
        assertEquals(LARGE_BYTES, served.get("/f").bodyBytes());
        assertEquals(404, served.get("/none").status());
      }
    }
    Wires.await("sockets as before", () -> Wires.descriptors(directory) <= before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_server_that_stopped_has_given_its_files_back(String mode) throws Exception {
    Path spool = Files.createDirectory(directory.resolve("spool"));
    for (int i = 0; i < 5; i++) {
      Served served =
          Served.directory(
              directory, "serve.mode=" + mode, "limits.shutdown=1ms", "store.spool=" + spool);
      try (WireClient slow = served.connectSlow()) {
        assertEquals(LARGE_BYTES, served.get("/f").bodyBytes());
        slow.send(GET);
        Wires.await("under way", () -> served.server().components().context().store().holds() > 0);
        served.close();
        assertEquals(List.of(), Wires.openFiles(directory));
      }
    }
  }

  @Test
  void a_copy_under_way_is_given_up_when_the_server_stops() throws Exception {
    Path spool = Files.createDirectory(directory.resolve("spool"));
    Path huge = directory.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(HUGE_BYTES);
    }
    Served served =
        Served.directory(
            directory,
            "serve.mode=snapshot",
            "limits.shutdown=1ms",
            "store.memory=1MiB",
            "store.spool=" + spool);
    try (WireClient slow = served.connectSlow()) {
      slow.send(Served.request("GET /huge HTTP/1.1"));
      Wires.await("under way", () -> served.server().components().context().store().holds() > 0);
      served.close();
      assertEquals(List.of(), Wires.openFiles(directory));
      assertFalse(slow.read().isComplete());
    }
  }

  @Test
  void a_console_that_takes_no_more_stops_neither_answers_nor_the_exit() throws Exception {
    Files.writeString(directory.resolve("small"), "small");
    try (ServingProcess process =
        ServingProcess.start(
            directory,
            "env",
            "UNTORN_SERVE_MODE=snapshot",
            "UNTORN_STORE_DISK=1MiB",
            "UNTORN_STORE_MEMORY=1MiB")) {
      // Each is a line of the console log, which goes into a pipe of 64 KiB that nobody reads.
      String longQuery = "?" + "x".repeat(4000);
      for (int i = 0; i < 50; i++) {
        assertEquals(503, process.get("/f" + longQuery).status());
      }
      assertEquals("small", process.get("/small").text());
      process.terminate();
      assertEquals(0, process.awaitExit());
    }
  }

  @Test
  void a_process_that_is_told_to_end_finishes_downloads_and_exits_with_0() throws Exception {
    try (ServingProcess process = ServingProcess.start(directory);
        WireClient slow = process.connectSlow()) {
      slow.send(GET);
      assertEquals(LARGE_BYTES, process.get("/f").bodyBytes());
      process.terminate();
      assertArrayEquals(content, slow.read().body());
      assertEquals(0, process.awaitExit());
    }
  }

  @Test
  void a_refused_start_leaves_nothing_open() throws Exception {
    Path spool = Files.createDirectory(directory.resolve("spool"));
    LoadResult settings =
        SettingsReader.read(
            Optional.empty(),
            Map.of(
                "UNTORN_SERVE_DIRECTORY", directory.toString(),
                "UNTORN_STORE_SPOOL", spool.toString(),
                "UNTORN_LOG_ACCESS", directory.resolve("none/log").toString()),
            List.of());
    assertInstanceOf(
        Startup.Refused.class,
        Server.start(assertInstanceOf(LoadResult.Read.class, settings).settings()));
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.filter(Files::isSymbolicLink).toList()) {
        Path open = Files.exists(descriptor) ? Files.readSymbolicLink(descriptor) : descriptor;
        assertFalse(open.startsWith(directory), open::toString);
      }
    }
  }
}
