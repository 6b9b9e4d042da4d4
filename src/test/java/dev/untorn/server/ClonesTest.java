package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.linux.file.FileMapping;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.testing.ScratchFilesystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mode snapshot on filesystems that clone. */
final class ClonesTest {
  /** More than the kernel buffers of a small client's connection take. */
  private static final int LARGE_BYTES = 16 * 1024 * 1024;

  private static byte[] content(char of) {
    byte[] content = new byte[LARGE_BYTES];
    Arrays.fill(content, (byte) of);
    return content;
  }

  @ParameterizedTest
  @EnumSource(names = {"XFS", "BTRFS"})
  void a_version_is_a_clone_that_later_writes_do_not_reach(Filesystem kind) throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(kind)) {
      Path directory = Files.createDirectory(scratch.path().resolve("site"));
      Path file = directory.resolve("f");
      Files.write(file, content('A'));
      try (Served served = Served.directory(directory, "serve.mode=snapshot");
          WireClient slow = served.connectSlow()) {
        slow.send(Served.request("GET /f HTTP/1.1"));
        Wires.await("cloned", () -> clones(served) == 1);
        Files.write(file, content('B'), StandardOpenOption.WRITE);
        assertArrayEquals(content('B'), served.get("/f").body());
        Reply reply = slow.read();
        assertTrue(reply.isComplete(), reply::toString);
        assertArrayEquals(content('A'), reply.body());
        assertEquals(LARGE_BYTES, served.get("/f").bodyBytes());
        assertEquals(2, clones(served), "one for each version, none for the third request");
        assertEquals(2, Wires.series(served, "untorn_seal_seconds_count"), "and no copy");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS", "BTRFS", "TMPFS"})
  void the_moment_of_a_file_that_is_written_is_a_clone_or_there_is_none(Filesystem kind)
      throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(kind)) {
      for (int sizeBytes : List.of(1000, LARGE_BYTES)) {
        Path file = Files.write(scratch.path().resolve("f"), new byte[sizeBytes]);
        boolean clones = kind == Filesystem.XFS || kind == Filesystem.BTRFS;
        try (Served served =
                Served.directory(
                    scratch.path(), "serve.mode=snapshot", "serve.while-writing=moment");
            FileMapping writer = FileMapping.writable(file)) {
          writer.buffer().put(0, (byte) 'A');
          Reply reply = served.get("/f");
          assertEquals(clones ? 200 : 503, reply.status());
          if (clones) {
            assertEquals('A', reply.body()[0]);
            assertEquals(sizeBytes, reply.bodyBytes());
          }
          assertEquals(clones ? 1 : 0, Wires.series(served, "untorn_seal_seconds_count"));
        }
      }
    }
  }

  private static double clones(Served served) {
    return Wires.series(served, "untorn_seal_seconds_count", "kind=\"clone\"", "proof=\"leased\"");
  }
}
