package dev.untorn.server;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.testing.ScratchFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags made of the bytes, over sockets. */
final class ContentTagsTest {
  private static final int MEMORY_BYTES = 1000;
  private static final int SEALED_BYTES = 300_000;

  @TempDir Path here;
  @TempDir Path there;

  private static byte[] bytes(int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    new Random(sizeBytes).nextBytes(bytes);
    return bytes;
  }

  private static Served serve(Path directory, String mode) {
    return Served.directory(directory, "serve.mode=" + mode, "serve.etag=content");
  }

  private static String tag(Reply reply) {
    String tag = reply.field("etag").orElseThrow();
    assertFalse(tag.startsWith("W/"), tag);
    return tag;
  }

  /** Another file with these bytes, older than the first. */
  private void replicate(byte[] bytes) throws IOException {
    Files.write(here.resolve("f"), bytes);
    Path other = Files.write(there.resolve("f"), bytes);
    Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000_000_000L));
  }

  @ParameterizedTest
  @CsvSource({
    "0, auto",
    MEMORY_BYTES + ", auto",
    SEALED_BYTES + ", auto",
    SEALED_BYTES + ", guarded",
    SEALED_BYTES + ", snapshot"
  })
  void replicas_agree_on_the_tag_of_the_same_bytes(int sizeBytes, String mode) throws Exception {
    byte[] bytes = bytes(sizeBytes);
    replicate(bytes);
    try (Served one = serve(here, mode);
        Served other = serve(there, mode)) {
      Reply reply = one.get("/f");
      assertArrayEquals(bytes, reply.body());
      assertEquals(tag(reply), tag(other.get("/f")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {MEMORY_BYTES, SEALED_BYTES})
  void other_bytes_have_another_tag(int sizeBytes) throws Exception {
    byte[] bytes = bytes(sizeBytes);
    replicate(bytes);
    bytes[sizeBytes - 1]++;
    Files.write(there.resolve("f"), bytes);
    try (Served one = serve(here, "auto");
        Served other = serve(there, "auto")) {
      assertNotEquals(tag(one.get("/f")), tag(other.get("/f")));
    }
  }

  @Test
  void a_coding_has_a_tag_of_its_own_even_of_the_same_bytes() throws Exception {
    Files.write(here.resolve("f.txt"), bytes(MEMORY_BYTES));
    Files.write(here.resolve("f.txt.gz"), bytes(MEMORY_BYTES));
    try (Served served = serve(here, "auto")) {
      Reply coded = served.get("/f.txt", "Accept-Encoding: gzip");
      assertEquals("gzip", coded.field("content-encoding").orElseThrow());
      assertNotEquals(tag(served.get("/f.txt")), tag(coded));
      assertEquals(tag(served.get("/f.txt")), tag(served.get("/f.txt.gz")), "uncoded");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {MEMORY_BYTES, SEALED_BYTES})
  void a_file_rewritten_with_the_same_bytes_keeps_its_tag(int sizeBytes) throws Exception {
    byte[] bytes = bytes(sizeBytes);
    replicate(bytes);
    try (Served served = serve(here, "auto")) {
      String tag = tag(served.get("/f"));
      Files.move(there.resolve("f"), here.resolve("g"));
      Files.move(here.resolve("g"), here.resolve("f"), ATOMIC_MOVE, REPLACE_EXISTING);
      Reply unmodified = served.get("/f", "If-None-Match: " + tag);
      assertEquals(304, unmodified.status());
      assertEquals(tag, tag(unmodified));
      for (String condition : new String[] {"If-Match: ", "If-Range: "}) {
        Reply rest = served.get("/f", condition + tag, "Range: bytes=100-");
        assertEquals(206, rest.status());
        assertArrayEquals(Arrays.copyOfRange(bytes, 100, sizeBytes), rest.body());
      }
      bytes[0]++;
      Files.write(here.resolve("f"), bytes);
      Reply changed = served.get("/f", "If-None-Match: " + tag);
      assertEquals(200, changed.status());
      assertArrayEquals(bytes, changed.body());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {MEMORY_BYTES, SEALED_BYTES})
  void the_digest_is_at_hand_with_the_tag(int sizeBytes) throws Exception {
    replicate(bytes(sizeBytes));
    try (Served served = serve(here, "guarded")) {
      Reply reply = served.get("/f", "Want-Repr-Digest: sha-256=1");
      assertEquals(DigestsTest.digest(bytes(sizeBytes)), reply.field("repr-digest"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"XFS", "BTRFS"})
  void a_clone_has_the_tag_of_a_copy(Filesystem kind) throws Exception {
    replicate(bytes(SEALED_BYTES));
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(kind)) {
      Path site = Files.createDirectory(scratch.path().resolve("site"));
      Files.copy(here.resolve("f"), site.resolve("f"));
      try (Served cloned = serve(site, "auto");
          Served copied = serve(there, "auto")) {
        assertEquals(tag(copied.get("/f")), tag(cloned.get("/f")));
        assertEquals(1, Wires.series(cloned, "untorn_seal_seconds_count", "kind=\"clone\""));
      }
    }
  }

  @Test
  void by_default_and_where_files_are_sent_live_replicas_have_their_own_tags() throws Exception {
    replicate(bytes(MEMORY_BYTES));
    try (Served one = Served.directory(here);
        Served other = Served.directory(there)) {
      assertNotEquals(one.get("/f").field("etag"), other.get("/f").field("etag"));
    }
    try (Served one = serve(here, "sendfile");
        Served other = serve(there, "sendfile")) {
      assertTrue(one.get("/f").field("etag").isPresent());
      assertNotEquals(one.get("/f").field("etag"), other.get("/f").field("etag"));
    }
  }
}
