package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that change while mode sendfile sends them: noticed, counted, and cut where asked for. */
final class ModificationsTest {
  /** More than the kernel buffers of a small client's connection take. */
  private static final int LARGE_BYTES = 16 * 1024 * 1024;

  private static final String COMPLETED = "completed";

  @TempDir Path directory;

  /** What somebody does to a file, and what comes of it. */
  enum Change {
    /** Behind what has been sent, so that the count comes short. */
    TRUNCATED("short", "short", "shrunk", "sending"),
    EMPTIED("short", "short", "shrunk", "sending"),
    GROWN(COMPLETED, "fenced", "grown", "fence"),
    REWRITTEN(COMPLETED, "fenced", "rewritten", "fence"),
    CHMODDED(COMPLETED, "fenced", "attributes", "fence"),
    REPLACED(COMPLETED, COMPLETED, "", ""),
    UNLINKED(COMPLETED, COMPLETED, "", ""),
    NONE(COMPLETED, COMPLETED, "", "");

    private final String endingCounted;
    private final String endingCut;
    private final String kind;
    private final String phase;

    Change(String endingCounted, String endingCut, String kind, String phase) {
      this.endingCounted = endingCounted;
      this.endingCut = endingCut;
      this.kind = kind;
      this.phase = phase;
    }

    void make(Path file) throws IOException {
      switch (this) {
        case TRUNCATED -> resize(file, LARGE_BYTES / 2);
        case EMPTIED -> resize(file, 0);
        case GROWN -> Files.write(file, new byte[1000], StandardOpenOption.APPEND);
        case REWRITTEN -> Files.write(file, new byte[LARGE_BYTES], StandardOpenOption.WRITE);
        case CHMODDED ->
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        case REPLACED -> {
          Path next = file.resolveSibling("next");
          Files.write(next, new byte[LARGE_BYTES]);
          Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
        case UNLINKED -> Files.delete(file);
        case NONE -> {}
      }
    }

    private static void resize(Path file, long sizeBytes) throws IOException {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength(sizeBytes);
      }
    }
  }

  /** A download in the midst of which a file changes. */
  private Reply downloadDuring(Change change, Served served, String... fields) throws Exception {
    try (WireClient client = served.connectSlow()) {
      client.send(Served.request("GET /f HTTP/1.1", fields));
      Wires.await("under way", () -> served.server().components().context().store().holds() > 0);
      change.make(directory.resolve("f"));
      return client.read();
    }
  }

  private byte[] makeFile() throws IOException {
    byte[] content = new byte[LARGE_BYTES];
    Arrays.fill(content, (byte) 'A');
    Files.write(directory.resolve("f"), content);
    return content;
  }

  private static void assertBooked(Change change, String ending, Served served) throws Exception {
    Wires.await(
        change + " ends as " + ending,
        () -> Wires.series(served, "untorn_transfers_total", label("ending", ending)) == 1);
    double booked = Wires.series(served, "untorn_modifications_total");
    if (change.kind.isEmpty()) {
      assertEquals(0, booked);
    } else {
      assertEquals(1, booked);
      String kind = label("kind", change.kind);
      String phase = label("phase", change.phase);
      assertEquals(
          1,
          Wires.series(
              served, "untorn_modifications_total", kind, phase, label("mode", "sendfile")));
    }
  }

  private static String label(String name, String value) {
    return name + "=\"" + value + "\"";
  }

  @ParameterizedTest
  @EnumSource
  void where_they_count_only_what_is_missing_cuts(Change change) throws Exception {
    makeFile();
    try (Served served =
        Served.directory(directory, "serve.mode=sendfile", "serve.on-modification=count")) {
      Reply reply = downloadDuring(change, served);
      assertEquals(200, reply.status());
      assertEquals(change.endingCounted.equals(COMPLETED), reply.isComplete(), reply::toString);
      assertTrue(reply.bodyBytes() <= LARGE_BYTES);
      assertBooked(change, change.endingCounted, served);
    }
  }

  @ParameterizedTest
  @EnumSource
  void where_they_cut_no_changed_file_completes(Change change) throws Exception {
    assertCutIfChanged(change, 200);
  }

  @ParameterizedTest
  @EnumSource
  void where_they_cut_no_ranges_of_a_changed_file_complete(Change change) throws Exception {
    assertCutIfChanged(change, 206, "Range: bytes=0-7999999,9000000-");
  }

  private void assertCutIfChanged(Change change, int status, String... fields) throws Exception {
    makeFile();
    try (Served served =
        Served.directory(directory, "serve.mode=sendfile", "serve.on-modification=cut")) {
      Reply reply = downloadDuring(change, served, fields);
      assertEquals(status, reply.status());
      assertEquals(change.endingCut.equals(COMPLETED), reply.isComplete(), reply::toString);
      assertBooked(change, change.endingCut, served);
    }
  }

  @Test
  void a_truncated_file_is_never_padded() throws Exception {
    makeFile();
    try (Served served = Served.directory(directory, "serve.mode=sendfile")) {
      Reply reply = downloadDuring(Change.TRUNCATED, served);
      assertFalse(reply.isComplete());
      assertTrue(reply.bodyBytes() <= LARGE_BYTES / 2, reply::toString);
    }
  }

  @Test
  void after_a_change_the_next_request_gets_the_new_state() throws Exception {
    makeFile();
    try (Served served = Served.directory(directory, "serve.mode=sendfile")) {
      Optional<String> before = served.get("/f").field("etag");
      downloadDuring(Change.GROWN, served);
      Reply after = served.get("/f");
      assertEquals(LARGE_BYTES + 1000, after.bodyBytes());
      assertFalse(before.equals(after.field("etag")));
    }
  }
}
