package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.lab.link.VethPair;
import dev.untorn.testing.Skip;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole response waits in a queue before the device, longer than a writer may be held. The reset
 * waits behind it, so the client gets all of it.
 */
final class QueuedPacketsTest {
  /** One packet takes it all, and it goes into the queue as soon as it is handed over. */
  private static final int FILE_BYTES = 12_000;

  private static final int FILLER_BYTES = 100_000;

  @TempDir Path directory;
  private TwoHosts hosts;

  @BeforeEach
  void makeHosts() throws IOException {
    hosts = TwoHosts.create();
    Files.write(directory.resolve("f"), content('A'));
    Files.write(directory.resolve("filler"), new byte[FILLER_BYTES]);
  }

  @AfterEach
  void removeHosts() {
    hosts.close();
  }

  private static byte[] content(char of) {
    byte[] content = new byte[FILE_BYTES];
    Arrays.fill(content, (byte) of);
    return content;
  }

  private void makeSlow() throws IOException {
    try {
      hosts.runAtServer(
          "tc qdisc add dev %s root tbf rate 80kbit burst 70000 latency 60s"
              .formatted(VethPair.SENDER_DEVICE));
    } catch (IOException e) {
      Skip.unless(false, "no tc with tbf: " + e.getMessage());
    }
  }

  private void overwrite() {
    try (RandomAccessFile writer = new RandomAccessFile(directory.resolve("f").toFile(), "rw")) {
      writer.write(content('B'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_lease_is_kept_until_the_packets_have_left() throws Exception {
    try (Served served =
            hosts.serve(directory, "store.memory-file-max=0", "store.writer-hold=100ms");
        WireClient filler = hosts.connect(served);
        WireClient client = hosts.connect(served)) {
      makeSlow();
      filler.ask(Served.request("GET /filler HTTP/1.1")); // What the queue lets through at once.
      client.send(Served.request("GET /f HTTP/1.1"));
      Wires.await(
          "handed over",
          () -> Wires.series(served, "untorn_transfers_total", "ending=\"completed\"") == 2);
      CompletableFuture<Void> written = CompletableFuture.runAsync(this::overwrite);
      Reply reply = client.read();
      written.get(20, TimeUnit.SECONDS);
      assertTrue(reply.isComplete(), reply::toString);
      assertArrayEquals(content('A'), reply.body());
      // The writer goes on when the kernel lets it, a moment before that is counted.
      Wires.await("counted", () -> Wires.series(served, "untorn_lease_breaks_total") == 1);
    }
  }
}
