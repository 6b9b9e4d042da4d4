package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.check.VerdictCounts;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.ResponseBehaviour;
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
    ResponseBehaviour copying =
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
    ResponseBehaviour skewing =
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
    ResponseBehaviour skewed =
        (request, path, client) ->
            answer(client, "ETag: \"always\"\r\n", ByteBuffer.wrap(Files.readAllBytes(path)));
    assertCaught(skewed, WriterKind.RENAME, ClientKind.FAST, Anomaly.HEADER_SKEW);
  }

  @Test
  void more_bytes_than_promised_are_caught() throws Exception {
    ResponseBehaviour overrunning =
        (request, path, client) -> {
          ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
          ResponseBehaviour.send(
              client,
              "HTTP/1.1 200 OK\r\nContent-Length: " + (bytes.remaining() - 512) + "\r\n\r\n");
          write(client, bytes);
        };
    VerdictCounts counts =
        assertCaught(
            overrunning, WriterKind.TOUCH, ClientKind.FAST, Anomaly.OVERRUN, Anomaly.DESYNC);
    assertEquals(0, counts.whole());
  }

  @Test
  void an_old_copy_is_caught() throws Exception {
    Map<Path, byte[]> copies = new ConcurrentHashMap<>();
    ResponseBehaviour remembering =
        (request, path, client) -> {
          byte[] now = Files.readAllBytes(path);
          answer(client, "", ByteBuffer.wrap(copies.computeIfAbsent(path, any -> now)));
        };
    assertCaught(remembering, WriterKind.RENAME, ClientKind.FAST, Anomaly.STALE);
  }

  @Test
  void a_304_for_whatever_the_client_has_is_caught() throws Exception {
    ResponseBehaviour sure =
        (request, path, client) -> {
          if (request.contains("If-None-Match")) {
            ResponseBehaviour.send(client, "HTTP/1.1 304 Not Modified\r\n\r\n");
          } else {
            answer(client, "ETag: \"x\"\r\n", ByteBuffer.wrap(Files.readAllBytes(path)));
          }
        };
    assertCaught(sure, WriterKind.RENAME, ClientKind.REVALIDATE, Anomaly.FALSE_304);
  }

  @Test
  void a_range_given_without_a_look_at_if_range_is_caught() throws Exception {
    ResponseBehaviour careless =
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
    PlainTarget liar = new PlainTarget("liar", 3, ResponseBehaviour.LIVE);
    LabResult result =
        Tries.until(
            ran -> ran.outcome() == LabResult.Outcome.BROKEN,
            seed -> {
              LabPlan plan = plan(liar, WriterKind.IN_PLACE_STEPS, ClientKind.SLOW, seed);
              return new IntegrityLab(plan, LabProgress.NONE).run(RunInfo.now("untorn", "test"));
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
    ResponseBehaviour.send(client, "HTTP/1.1 " + status + "\r\n" + fields + length + "\r\n");
    write(client, body);
  }

  private static void write(SocketChannel client, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  /** Examines until one of the anomalies is found, and fails if that does not happen. */
  private VerdictCounts assertCaught(
      ResponseBehaviour behaviour, WriterKind writer, ClientKind client, Anomaly... anomalies)
      throws InterruptedException {
    VerdictCounts counts =
        Tries.until(
            seen -> hasAny(seen, anomalies), seed -> examine(behaviour, writer, client, seed));
    assertTrue(hasAny(counts, anomalies), counts::toString);
    return counts;
  }

  private static boolean hasAny(VerdictCounts counts, Anomaly... anomalies) {
    return Stream.of(anomalies).anyMatch(anomaly -> counts.count(anomaly) > 0);
  }

  private VerdictCounts examine(
      ResponseBehaviour behaviour, WriterKind writer, ClientKind client, long seed)
      throws InterruptedException {
    LabPlan plan = plan(new PlainTarget("broken", 3, behaviour), writer, client, seed);
    CellResult result = new IntegrityLab(plan, LabProgress.NONE).runCells().getFirst();
    assertTrue(result.failure().isEmpty(), () -> result.failure().toString());
    return result.counts();
  }

  private LabPlan plan(PlainTarget target, WriterKind writer, ClientKind client, long seed) {
    return new LabPlan(
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
