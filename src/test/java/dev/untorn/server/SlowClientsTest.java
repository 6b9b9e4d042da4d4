package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Pace;
import dev.untorn.client.Reading;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, read nothing, or vanish: none of them keeps anything. */
final class SlowClientsTest {
  /** More than the kernel buffers of a small client's connection take. */
  private static final int LARGE_BYTES = 16 * 1024 * 1024;

  private static final int CLIENTS = 300;
  private static final String LARGE = Served.request("GET /large HTTP/1.1");
  private static final String SMALL = Served.request("GET /f HTTP/1.1");

  @TempDir Path directory;
  private byte[] content;

  @BeforeEach
  void makeFiles() throws Exception {
    Files.writeString(directory.resolve("f"), "fine");
    content = new byte[LARGE_BYTES];
    new Random(1).nextBytes(content);
    Files.write(directory.resolve("large"), content);
  }

  private static void awaitNothingHeld(Served served) throws Exception {
    Components components = served.server().components();
    Wires.await("no version held", () -> components.context().store().holds() == 0);
    Wires.await("no connection open", () -> components.context().connections().open() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_client_that_never_reads_is_cut_and_its_version_released(String mode) throws Exception {
    try (Served served =
            Served.directory(
                directory,
                "serve.mode=" + mode,
                "limits.send-grace=400ms",
                "limits.send-rate-min=1MiB");
        WireClient client = served.connectSlow()) {
      client.send(LARGE);
      Components components = served.server().components();
      Wires.await("under way", () -> components.context().store().holds() > 0);
      awaitNothingHeld(served);
      assertFalse(client.read().isComplete());
      assertEquals(1, Wires.series(served, "untorn_transfers_total", "ending=\"too_slow\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_slow_reader_within_the_rules_gets_all(String mode) throws Exception {
    try (Served served =
            Served.directory(
                directory,
                "serve.mode=" + mode,
                "limits.send-grace=300ms",
                "limits.send-rate-min=64KiB");
        WireClient client = served.connectSlow()) {
      client.send(LARGE);
      Reply reply = client.read(Reading.PLAIN.at(Pace.steady(8 * 1024 * 1024)));
      assertTrue(reply.isComplete(), reply::toString);
      assertArrayEquals(content, reply.body());
    }
  }

  /**
   * The kernel wakes a sender when a third of its buffer is free: several periods of grace here.
   */
  @Test
  void what_a_client_has_taken_is_not_what_the_kernel_has() throws Exception {
    try (Served served =
            Served.directory(
                directory,
                "serve.mode=snapshot",
                "limits.send-grace=2s",
                "limits.send-rate-min=16KiB");
        WireClient client = served.connectSlow()) {
      client.send(LARGE);
      Pace slow = Pace.steady(128 * 1024);
      Pace slowAtFirst = received -> received < 1 << 20 ? slow.beforeRead(received) : 1 << 16;
      Reply reply = client.read(Reading.PLAIN.at(slowAtFirst).within(Duration.ofSeconds(60)));
      assertTrue(reply.isComplete(), reply::toString);
      assertArrayEquals(content, reply.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void a_client_that_vanishes_leaves_nothing_behind(String mode) throws Exception {
    try (Served served = Served.directory(directory, "serve.mode=" + mode)) {
      assertEquals(LARGE_BYTES, served.get("/large").bodyBytes());
      awaitNothingHeld(served);
      long before = Wires.descriptors(directory);
      for (int i = 0; i < 10; i++) {
        WireClient client = served.connectSlow();
        client.send(LARGE);
        client.readSome(ByteBuffer.allocate(1000));
        if (i % 2 == 0) {
          client.abort();
        } else {
          client.close();
        }
      }
      awaitNothingHeld(served);
      Wires.await("descriptors as before", () -> Wires.descriptors(directory) <= before);
      assertEquals(10, Wires.series(served, "untorn_transfers_total", "ending=\"client_gone\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "sendfile"})
  void connections_ended_in_any_state_leave_nothing_behind(String mode) throws Exception {
    long seed = System.nanoTime();
    System.out.println("connections_ended_in_any_state: seed " + seed); // console
    Random random = new Random(seed);
    try (Served served = Served.directory(directory, "serve.mode=" + mode)) {
      served.get("/large");
      served.get("/f");
      awaitNothingHeld(served);
      long before = Wires.descriptors(directory);
      List<WireClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(begun(served, random));
        if (random.nextInt(3) == 0) {
          end(clients.remove(random.nextInt(clients.size())), random);
        }
      }
      Collections.shuffle(clients, random);
      for (WireClient client : clients) {
        end(client, random);
      }
      awaitNothingHeld(served);
      Wires.await("descriptors as before", () -> Wires.descriptors(directory) <= before);
      assertArrayEquals(content, served.get("/large").body(), "seed " + seed);
    }
  }

  private static WireClient begun(Served served, Random random) throws IOException {
    WireClient client = random.nextBoolean() ? served.connect() : served.connectSlow();
    switch (random.nextInt(10)) {
      case 0 -> {}
      case 1 -> client.send(SMALL.substring(0, 1 + random.nextInt(SMALL.length() - 1)));
      case 2 -> client.send(LARGE);
      case 3 -> {
        client.send(LARGE);
        client.readSome(ByteBuffer.allocate(1 + random.nextInt(100_000)));
      }
      case 4 -> {
        client.send(LARGE);
        client.finish();
      }
      case 5 -> client.send(LARGE + SMALL.repeat(random.nextInt(3000)));
      case 6 -> client.send(Served.request("GET /f HTTP/1.1", "Content-Length: 9") + "x");
      case 7 -> client.send("nonsense\r\n\r\n" + SMALL);
      case 8 -> client.ask(SMALL);
      default -> client.send(Served.request("GET / HTTP/1.1"));
    }
    return client;
  }

  private static void end(WireClient client, Random random) throws IOException {
    if (random.nextBoolean()) {
      client.abort();
    } else {
      client.close();
    }
  }
}
