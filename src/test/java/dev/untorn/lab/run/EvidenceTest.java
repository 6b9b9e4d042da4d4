package dev.untorn.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.check.Anomaly;
import dev.untorn.lab.content.BlockPattern;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.run.CellResult.Standing;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.ResponseBehaviour;
import dev.untorn.lab.writer.LabFile;
import dev.untorn.lab.writer.WriterKind;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be there before a promise is called kept, on real files and sockets. */
final class EvidenceTest {
  private static final long SIZE = 256 * 1024;

  /** Right, and in chunks of 10,000 bytes. */
  private static final ResponseBehaviour CHUNKED =
      (request, path, client) -> {
        ResponseBehaviour.send(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        ByteBuffer body = ByteBuffer.wrap(Files.readAllBytes(path));
        while (body.hasRemaining()) {
          ByteBuffer chunk = body.slice(body.position(), Math.min(10_000, body.remaining()));
          body.position(body.position() + chunk.remaining());
          ResponseBehaviour.send(client, Integer.toHexString(chunk.remaining()) + ";x=\"y\"\r\n");
          while (chunk.hasRemaining()) {
            client.write(chunk);
          }
          ResponseBehaviour.send(client, "\r\n");
        }
        ResponseBehaviour.send(client, "0\r\nSome: trailer\r\n\r\n");
      };

  @TempDir Path directory;

  @Test
  void an_error_ends_the_writer_with_the_reason() throws Exception {
    Path file = directory.resolve("file");
    WriterThread writer =
        new WriterThread(WriterKind.MAPPED, LabFile.of(file, new BlockPattern(1), SIZE), 1);
    writer.prepare();
    writer.start();
    // A store to a mapping beyond its file's end is an Error, and no exception.
    while (writer.failure().isEmpty()) {
      FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
          .close();
    }
    writer.stop();
    assertTrue(writer.failure().orElseThrow().contains("Error"), writer.failure()::toString);
  }

  @Test
  void a_client_that_fails_makes_the_cell_unknown_with_the_reason() throws Exception {
    LabProgress failing =
        new Watching(seen -> {
          if (seen.question() == Question.RANGE) {
            throw new AssertionError("on purpose");
          }
        });
    CellResult cell = run(CHUNKED, failing, ClientKind.FAST, ClientKind.RANGE);
    assertEquals(Standing.UNKNOWN, cell.standing());
    assertTrue(cell.failure().orElseThrow().contains("a client failed (range)"), cell::toString);
  }

  @Test
  void a_range_beyond_all_files_is_an_anomaly_and_kills_no_client() throws Exception {
    Map<String, Anomaly> ranges =
        Map.of(
            "0-1/99999999999999999999999",
                Anomaly.UNEXPECTED, // A client can see that it is another.
            "999999999999998-999999999999999/9", Anomaly.DESYNC);
    for (Map.Entry<String, Anomaly> each : ranges.entrySet()) {
      String range = each.getKey();
      ResponseBehaviour overlong =
          (request, path, client) ->
              ResponseBehaviour.send(
                  client,
                  "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes "
                      + range
                      + "\r\nContent-Length: 64\r\n\r\n"
                      + "x".repeat(64));
      CellResult cell = run(overlong, LabProgress.NONE, ClientKind.RANGE);
      assertTrue(cell.failure().isEmpty(), cell.failure()::toString);
      assertTrue(cell.counts().count(each.getValue()) > 0, cell::toString);
      assertEquals(0, cell.counts().whole(), cell::toString);
    }
  }

  @Test
  void answers_in_chunks_are_understood() throws Exception {
    CellResult cell = run(CHUNKED, LabProgress.NONE, ClientKind.FAST, ClientKind.SLOW);
    assertEquals(cell.counts().judged(), cell.counts().whole(), cell::toString);
    assertTrue(cell.counts().whole() > 0, cell::toString);
  }

  @Test
  void a_run_that_is_ended_early_reports_what_it_has_and_leaves_nothing_behind() throws Exception {
    AtomicReference<Runnable> end = new AtomicReference<>(() -> {});
    LabPlan plan = plan(CHUNKED, ClientKind.FAST).lasting(Duration.ofMinutes(10));
    IntegrityLab lab = new IntegrityLab(plan, new Watching(seen -> end.get().run()));
    end.set(lab::interrupt);
    LabResult result = lab.run(RunInfo.now("untorn", "test"));
    assertTrue(result.interrupted());
    assertEquals(LabResult.Outcome.UNKNOWN, result.outcome());
    CellResult control = result.controls().getFirst();
    assertEquals("interrupted", control.failure().orElseThrow());
    assertTrue(control.counts().judged() > 0);
    assertEquals(List.of(), result.cells());
    try (var left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private CellResult run(ResponseBehaviour behaviour, LabProgress progress, ClientKind... clients)
      throws InterruptedException {
    return new IntegrityLab(plan(behaviour, clients), progress).runCells().getFirst();
  }

  private LabPlan plan(ResponseBehaviour behaviour, ClientKind... clients) {
    return new LabPlan(
        List.of(new PlainTarget("some", 3, behaviour)),
        List.of(LinkKind.LOOPBACK),
        List.of(Place.of(directory)),
        List.of(WriterKind.RENAME),
        List.of(clients),
        SIZE,
        Duration.ofMillis(400),
        1,
        0.5,
        List.of());
  }
}
