package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.semantics.Coding;
import dev.untorn.testing.Commands;
import dev.untorn.testing.ScratchFilesystem;
import dev.untorn.version.OpenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the event loop opens itself: what needs no disk, and nothing that resolving would refuse.
 */
final class OpenAtOnceTest {
  @TempDir Path place;

  private Path root;
  private ServedTree servedTree;

  @BeforeEach
  void serve() throws Exception {
    root = Files.createDirectory(place.resolve("root"));
    Files.writeString(root.resolve("app.js"), "plain");
    Files.writeString(root.resolve("data.bin"), "data");
    servedTree = ServedTree.of(root);
  }

  @AfterEach
  void close() {
    servedTree.close();
  }

  private @Nullable OpenFile open(String path) {
    return servedTree.directory().openAtOnce(ServedTree.request(path, ServedTree.ALL), null);
  }

  private void assertRefused(String path) {
    assertNull(open(path), path);
  }

  @Test
  void a_file_whose_name_is_cached_is_opened_as_resolving_would() throws Exception {
    OpenFile resolved = servedTree.source("data.bin", ServedTree.ALL);
    resolved.file().close();
    OpenFile opened = open("data.bin");
    assertNotNull(opened);
    assertEquals(resolved.stat(), opened.stat());
    assertEquals(resolved.name(), opened.name());
    assertEquals(resolved.representation(), opened.representation());
    assertEquals(resolved.policy(), opened.policy());
    assertEquals("data", ServedTree.text(opened));
    assertNotNull(servedTree.confirm("data.bin", ServedTree.ALL), "it is known from then on");
  }

  @Test
  void what_resolving_would_refuse_is_not_opened() throws Exception {
    Files.writeString(place.resolve("outside"), "secret");
    Files.createSymbolicLink(root.resolve("out"), Path.of("../outside"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createDirectory(root.resolve("folder"));
    Commands.run("mkfifo", root.resolve("fifo").toString());

    for (String path : List.of("out", "loop", "folder", "folder/", "", "fifo", "nothing")) {
      assertRefused(path);
    }
  }

  @Test
  void a_file_that_may_have_siblings_is_opened_once_it_is_known() throws Exception {
    assertRefused("app.js");
    servedTree.source("app.js", ServedTree.ALL).file().close();

    CachedResolution plain = servedTree.confirm("app.js", ServedTree.ALL);
    OpenFile opened =
        servedTree.directory().openAtOnce(ServedTree.request("app.js", ServedTree.ALL), plain);
    assertNotNull(opened);
    assertEquals("plain", ServedTree.text(opened));

    Files.writeString(root.resolve("app.js.gz"), "packed");
    servedTree.source("app.js", ServedTree.ALL).file().close();
    CachedResolution packed = servedTree.confirm("app.js", ServedTree.ALL);
    assertNotNull(packed);
    assertEquals(Coding.GZIP, packed.representation().coding());
    assertNull(
        servedTree.directory().openAtOnce(ServedTree.request("app.js", ServedTree.ALL), packed));
  }

  @Test
  void a_name_that_is_not_cached_is_left_to_those_who_may_wait() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.EXT)) {
      Files.writeString(scratch.path().resolve("data.bin"), "data");
      scratch.remount();
      try (ServedTree cold = ServedTree.of(scratch.path())) {
        assertNull(
            cold.directory().openAtOnce(ServedTree.request("data.bin", ServedTree.ALL), null));
        cold.source("data.bin", ServedTree.ALL).file().close();
        OpenFile opened =
            cold.directory().openAtOnce(ServedTree.request("data.bin", ServedTree.ALL), null);
        assertNotNull(opened);
        assertEquals("data", ServedTree.text(opened));
      }
    }
  }
}
