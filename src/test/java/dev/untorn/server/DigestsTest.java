package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.testing.Commands;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests on request (RFC 9530), over sockets. */
final class DigestsTest {
  private static final int MEMORY_BYTES = 1000;
  private static final int SEALED_BYTES = 6 << 20;

  /**
   * No machine copies and hashes so much in the second that an answer waits. The file is sparse.
   */
  private static final long HUGE_BYTES = 4L << 30;

  private static final String WANT_REPR = "Want-Repr-Digest: sha-256=1";
  private static final String WANT_CONTENT = "Want-Content-Digest: sha-256=1";

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("f");
  }

  private byte[] make(int sizeBytes) throws IOException {
    byte[] bytes = new byte[sizeBytes];
    new Random(sizeBytes).nextBytes(bytes);
    Files.write(file(), bytes);
    return bytes;
  }

  private Served serve(String mode) {
    return Served.directory(directory, "serve.mode=" + mode);
  }

  /** What coreutils say of the file. */
  private Optional<String> sum(String bits) throws IOException {
    String hex = Commands.run("sha" + bits + "sum", file().toString()).split(" ", 2)[0];
    byte[] hash = HexFormat.of().parseHex(hex);
    return Optional.of("sha-" + bits + "=:" + Base64.getEncoder().encodeToString(hash) + ":");
  }

  /** What Repr-Digest is to say of some bytes. */
  static Optional<String> digest(byte[] bytes) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    return Optional.of("sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":");
  }

  /** Asks until the digests are told: on a slow machine the first answers may go without. */
  private static Reply assertDigests(
      Optional<String> repr, Optional<String> content, int status, Callable<Reply> asking)
      throws Exception {
    List<Reply> replies = new ArrayList<>();
    Wires.await(
        "told",
        () -> {
          replies.add(asking.call());
          Reply reply = replies.getLast();
          return reply.field("repr-digest").isPresent() == repr.isPresent()
              && reply.field("content-digest").isPresent() == content.isPresent();
        });
    Reply reply = replies.getLast();
    assertEquals(status, reply.status(), reply::toString);
    assertEquals(repr, reply.field("repr-digest"));
    assertEquals(content, reply.field("content-digest"));
    return reply;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, MEMORY_BYTES, SEALED_BYTES})
  void what_is_wanted_of_a_whole_file_is_told_and_nothing_else(int sizeBytes) throws Exception {
    make(sizeBytes);
    try (Served served = serve("snapshot")) {
      Optional<String> sum = sum("256");
      Optional<String> none = Optional.empty();
      assertDigests(none, none, 200, () -> served.get("/f"));
      assertDigests(sum, none, 200, () -> served.get("/f", WANT_REPR));
      assertDigests(none, sum, 200, () -> served.get("/f", WANT_CONTENT));
      assertDigests(
          sum("512"),
          sum,
          200,
          () -> served.get("/f", "Want-Repr-Digest: sha-256=2, sha-512=3, md5=9", WANT_CONTENT));
      assertDigests(none, none, 200, () -> served.get("/f", "Want-Repr-Digest: sha-256"));
      assertDigests(none, none, 404, () -> served.get("/g", WANT_REPR, WANT_CONTENT));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {MEMORY_BYTES, SEALED_BYTES})
  void a_range_has_its_own_digest_and_that_of_the_whole(int sizeBytes) throws Exception {
    byte[] bytes = make(sizeBytes);
    try (Served served = serve("snapshot")) {
      Reply part =
          assertDigests(
              sum("256"),
              digest(Arrays.copyOfRange(bytes, 100, 900)),
              206,
              () -> served.get("/f", WANT_REPR, WANT_CONTENT, "Range: bytes=100-899"));
      assertEquals(digest(part.body()), part.field("content-digest"));
    }
  }

  @Test
  void answers_without_a_file_s_bytes_and_those_in_parts_have_that_of_the_whole() throws Exception {
    make(SEALED_BYTES);
    try (Served served = serve("snapshot")) {
      Optional<String> sum = sum("256");
      Optional<String> none = Optional.empty();
      assertDigests(sum, none, 200, () -> served.ask("HEAD /f HTTP/1.1", WANT_REPR, WANT_CONTENT));
      String tag = served.get("/f").field("etag").orElseThrow();
      assertDigests(
          sum, none, 304, () -> served.get("/f", WANT_REPR, WANT_CONTENT, "If-None-Match: " + tag));
      assertDigests(
          sum,
          none,
          206,
          () -> served.get("/f", WANT_REPR, WANT_CONTENT, "Range: bytes=0-9,90000-90009"));
      assertDigests(
          none, none, 412, () -> served.get("/f", WANT_REPR, WANT_CONTENT, "If-Match: \"other\""));
    }
  }

  @Test
  void an_answer_does_not_wait_for_a_digest_that_takes_long() throws Exception {
    try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
      sparse.setLength(HUGE_BYTES);
    }
    try (Served served = serve("snapshot")) {
      Reply reply = served.ask("HEAD /f HTTP/1.1", WANT_REPR);
      assertEquals(200, reply.status());
      assertEquals(Optional.empty(), reply.field("repr-digest"));
      assertTrue(reply.field("etag").isPresent());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sendfile", "guarded"})
  void of_a_live_file_there_is_none(String mode) throws Exception {
    make(SEALED_BYTES);
    try (Served served = serve(mode)) {
      assertDigests(
          Optional.empty(), Optional.empty(), 200, () -> served.get("/f", WANT_REPR, WANT_CONTENT));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {MEMORY_BYTES, 300_000})
  void no_digest_is_of_other_bytes_than_those_sent_while_a_writer_is_busy(int sizeBytes)
      throws Exception {
    make(sizeBytes);
    AtomicBoolean over = new AtomicBoolean();
    int told = 0;
    try (Served served = serve("snapshot")) {
      // From now on there is always a committed version.
      assertDigests(sum("256"), sum("256"), 200, () -> served.get("/f", WANT_REPR, WANT_CONTENT));
      CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> rewrite(sizeBytes, over));
      for (int i = 0; i < 200; i++) {
        Reply reply = served.get("/f", WANT_REPR, WANT_CONTENT);
        if (reply.status() == 200 && reply.isComplete()) {
          for (String field : List.of("repr-digest", "content-digest")) {
            if (reply.field(field).isPresent()) {
              assertEquals(digest(reply.body()), reply.field(field), field);
              told++;
            }
          }
        }
      }
      over.set(true);
      writer.get(20, TimeUnit.SECONDS);
    } finally {
      over.set(true);
    }
    assertTrue(told > 0, "no digest was told at all");
  }

  private void rewrite(int sizeBytes, AtomicBoolean over) {
    Random random = new Random(1);
    byte[] bytes = new byte[sizeBytes];
    try {
      while (!over.get()) {
        random.nextBytes(bytes);
        Files.write(file(), bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
