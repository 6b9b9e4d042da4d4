package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The served path is a link that deploys turn, or a directory that is built anew. */
final class DeploysTest {
  private static final int DEPLOYS = 200;
  private static final int LARGE_BYTES = 3_000_000;

  @TempDir Path place;

  private Path release(int number) throws IOException {
    Path release = Files.createDirectory(place.resolve("release" + number));
    Files.writeString(release.resolve("index.html"), "release " + number);
    return release;
  }

  private Path turn(Path release) throws IOException {
    Path link = Files.createSymbolicLink(place.resolve("new"), release);
    return Files.move(link, place.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "sendfile"})
  void every_answer_is_of_the_release_that_was_out_or_a_later_one(String mode) throws Exception {
    Path current = turn(release(1));
    AtomicInteger published = new AtomicInteger(1);
    AtomicBoolean over = new AtomicBoolean();
    try (Served served = Served.directory(current, "serve.mode=" + mode)) {
      CompletableFuture<Integer> client =
          CompletableFuture.supplyAsync(() -> ask(served, published, over));
      try {
        for (int number = 2; number <= DEPLOYS; number++) {
          turn(release(number));
          published.set(number);
        }
      } finally {
        over.set(true);
      }
      assertTrue(client.get(20, TimeUnit.SECONDS) > 0);
    }
  }

  private static int ask(Served served, AtomicInteger published, AtomicBoolean over) {
    try (WireClient client = served.connect()) {
      int asked = 0;
      while (!over.get()) {
        for (String path : new String[] {"/", "/index.html", "/nothing"}) {
          int least = published.get();
          Reply reply = client.ask(Served.request("GET " + path + " HTTP/1.1"));
          if (path.equals("/nothing")) {
            assertEquals(404, reply.status());
          } else {
            assertEquals(200, reply.status(), reply::toString);
            int seen = Integer.parseInt(reply.text().substring("release ".length()));
            assertTrue(seen >= least, () -> seen + " after " + least);
          }
          asked++;
        }
      }
      return asked;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void without_a_directory_everything_is_unavailable_until_it_is_back() throws Exception {
    Path dist = Files.createDirectory(place.resolve("dist"));
    Files.writeString(dist.resolve("f"), "old");
    try (Served served = Served.directory(dist, "admin.port=0")) {
      assertEquals("old", served.get("/f").text());
      Files.delete(dist.resolve("f"));
      Files.delete(dist);

      Reply gone = served.get("/f");
      Wires.assertProblem(503, gone, place);
      assertEquals(Optional.of("1"), gone.field("retry-after"));
      assertEquals(503, served.get("/").status());
      assertEquals(2, Wires.series(served, "untorn_unavailable_total", "reason=\"root_gone\""));

      Files.createDirectory(dist);
      assertEquals(404, served.get("/f").status());
      Files.writeString(dist.resolve("f"), "new");
      assertEquals("new", served.get("/f").text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "snapshot", "guarded"})
  void a_download_of_the_release_before_can_be_resumed(String mode) throws Exception {
    byte[] old = new byte[LARGE_BYTES];
    Arrays.fill(old, (byte) 'A');
    byte[] next = new byte[LARGE_BYTES];
    Arrays.fill(next, (byte) 'B');
    Files.write(release(1).resolve("big"), old);
    Files.write(release(2).resolve("big"), next);
    Path current = turn(place.resolve("release1"));
    try (Served served = Served.directory(current, "serve.mode=" + mode)) {
      Reply first = served.get("/big");
      assertArrayEquals(old, first.body());
      String tag = first.field("etag").orElseThrow();
      turn(place.resolve("release2"));

      assertArrayEquals(next, served.get("/big").body());
      Reply rest = served.get("/big", "Range: bytes=2999990-", "If-Match: " + tag);
      assertEquals(206, rest.status(), rest::toString);
      assertEquals("AAAAAAAAAA", rest.text());
    }
  }
}
