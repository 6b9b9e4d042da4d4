package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.Tally;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.target.Handing;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.writer.WriterKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are wrong on purpose, each in one way, are caught. */
final class SensitivityTest {
  private static final long SIZE = 1 << 20;
  private static final Pattern RANGE = Pattern.compile("Range: bytes=(\\d+)-\r\n");

  @TempDir Path directory;

  @Test
  void a_seal_without_a_lease_is_caught() throws Exception {
    Handing copying =
        (request, path, client) -> {
          try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer copy = ByteBuffer.allocate((int) file.size());
            while (copy.hasRemaining() && file.read(copy) > 0) {
              copy.limit((int) Math.min(copy.capacity(), copy.position() + 4096L));
            }
            answer(client, "", copy.flip());
          }
        };
    assertCaught(
        copying, WriterKind.IN_PLACE_STEPS, ClientKind.FAST, Anomaly.TORN, Anomaly.HALF_WRITTEN);
    assertCaught(copying, WriterKind.UPLOAD, ClientKind.FAST, Anomaly.HALF_WRITTEN);
  }

  @Test
  void the_length_of_one_version_with_the_bytes_of_another_is_caught() throws Exception {
    Map<Path, Long> lengths = new ConcurrentHashMap<>();
    Handing skewing =
        (request, path, client) -> {
          ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
          Long before = lengths.put(path, (long) bytes.remaining());
          long length = before == null ? bytes.remaining() : Math.min(before, bytes.remaining());
          answer(client, "", bytes.limit((int) length));
        };
    // Half a version under half a length was in the file, too, for an instant after each shrinking.
    assertCaught(
        skewing,
        WriterKind.SHRINK_GROW,
        ClientKind.FAST,
        Anomaly.HEADER_SKEW,
        Anomaly.HALF_WRITTEN);
  }

  @Test
  void the_tag_of_one_version_with_the_bytes_of_another_is_caught() throws Exception {
    Handing skewed =
        (request, path, client) ->
            answer(client, "ETag: \"always\"\r\n", ByteBuffer.wrap(Files.readAllBytes(path)));
    assertCaught(skewed, WriterKind.RENAME, ClientKind.FAST, Anomaly.HEADER_SKEW);
  }

  @Test
  void more_bytes_than_promised_are_caught() throws Exception {
    Handing overrunning =
        (request, path, client) -> {
          ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
          Handing.send(
              client,
              "HTTP/1.1 200 OK\r\nContent-Length: " + (bytes.remaining() - 512) + "\r\n\r\n");
          write(client, bytes);
        };
    Tally tally =
        assertCaught(
            overrunning, WriterKind.TOUCH, ClientKind.FAST, Anomaly.OVERRUN, Anomaly.DESYNC);
    assertEquals(0, tally.whole());
  }

  @Test
  void an_old_copy_is_caught() throws Exception {
    Map<Path, byte[]> copies = new ConcurrentHashMap<>();
    Handing remembering =
        (request, path, client) -> {
          byte[] now = Files.readAllBytes(path);
          answer(client, "", ByteBuffer.wrap(copies.computeIfAbsent(path, any -> now)));
        };
    assertCaught(remembering, WriterKind.RENAME, ClientKind.FAST, Anomaly.STALE);
  }

  @Test
  void a_304_for_whatever_the_client_has_is_caught() throws Exception {
    Handing sure =
        (request, path, client) -> {
          if (request.contains("If-None-Match")) {
            Handing.send(client, "HTTP/1.1 304 Not Modified\r\n\r\n");
          } else {
            answer(client, "ETag: \"x\"\r\n", ByteBuffer.wrap(Files.readAllBytes(path)));
          }
        };
    assertCaught(sure, WriterKind.RENAME, ClientKind.REVALIDATE, Anomaly.FALSE_304);
  }

  @Test
  void a_range_given_without_a_look_at_if_range_is_caught() throws Exception {
    Handing careless =
        (request, path, client) -> {
          byte[] bytes = Files.readAllBytes(path);
          Matcher range = RANGE.matcher(request);
          if (range.find()) {
            int from = Integer.parseInt(range.group(1));
            String field =
                "Content-Range: bytes %d-%d/%d\r\n".formatted(from, bytes.length - 1, bytes.length);
            partial(client, field, ByteBuffer.wrap(bytes, from, bytes.length - from));
          } else {
            String tag = "ETag: \"" + System.nanoTime() + "\"\r\n";
            answer(client, tag, ByteBuffer.wrap(bytes));
          }
        };
    assertCaught(careless, WriterKind.RENAME, ClientKind.RESUME, Anomaly.RESUME_SPLICE);
  }

  @Test
  void a_promise_that_is_broken_decides_the_exit_code() throws Exception {
    PlainTarget liar = new PlainTarget("liar", 3, Handing.LIVE);
    LabResult result =
        Tries.until(
            ran -> ran.outcome() == LabResult.Outcome.BROKEN,
            seed -> {
              Plan plan = plan(liar, WriterKind.IN_PLACE_STEPS, ClientKind.SLOW, seed);
              return new IntegrityLab(plan, Progress.NONE).run(Made.now("untorn", "test"));
            });
    assertEquals(LabResult.Outcome.BROKEN, result.outcome());
    assertEquals(1, result.outcome().exitCode());
  }

  private static void answer(SocketChannel client, String fields, ByteBuffer body)
      throws IOException {
    respond(client, "200 OK", fields, body);
  }

  private static void partial(SocketChannel client, String fields, ByteBuffer body)
      throws IOException {
    respond(client, "206 Partial Content", fields, body);
  }

  private static void respond(SocketChannel client, String status, String fields, ByteBuffer body)
      throws IOException {
    String length = "Content-Length: " + body.remaining() + "\r\n";
    Handing.send(client, "HTTP/1.1 " + status + "\r\n" + fields + length + "\r\n");
    write(client, body);
  }

  private static void write(SocketChannel client, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  /** Examines until one of the anomalies is found, and fails if that does not happen. */
  private Tally assertCaught(
      Handing handing, WriterKind writer, ClientKind client, Anomaly... anomalies)
      throws InterruptedException {
    Tally tally =
        Tries.until(
            seen -> hasAny(seen, anomalies), seed -> examine(handing, writer, client, seed));
    assertTrue(hasAny(tally, anomalies), tally::toString);
    return tally;
  }

  private static boolean hasAny(Tally tally, Anomaly... anomalies) {
    return Stream.of(anomalies).anyMatch(anomaly -> tally.count(anomaly) > 0);
  }

  private Tally examine(Handing handing, WriterKind writer, ClientKind client, long seed)
      throws InterruptedException {
    Plan plan = plan(new PlainTarget("broken", 3, handing), writer, client, seed);
    CellResult result = new IntegrityLab(plan, Progress.NONE).runCells().getFirst();
    assertTrue(result.failure().isEmpty(), () -> result.failure().toString());
    return result.tally();
  }

  private Plan plan(PlainTarget target, WriterKind writer, ClientKind client, long seed) {
    return new Plan(
        List.of(target),
        List.of(LinkKind.LOOPBACK),
        List.of(Place.of(directory)),
        List.of(writer),
        List.of(client),
        SIZE,
        Duration.ofMillis(300),
        seed,
        0.5,
        List.of());
  }
}
