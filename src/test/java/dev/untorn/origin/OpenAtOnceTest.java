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
  private Site site;

  @BeforeEach
  void serve() throws Exception {
    root = Files.createDirectory(place.resolve("root"));
    Files.writeString(root.resolve("app.js"), "plain");
    Files.writeString(root.resolve("data.bin"), "data");
    site = Site.of(root);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private @Nullable OpenFile open(String path) {
    return site.directory().openAtOnce(Site.target(path), Site.ALL, null);
  }

  private void assertRefused(String path) {
    assertNull(open(path), path);
  }

  @Test
  void a_file_whose_name_is_cached_is_opened_as_resolving_would() throws Exception {
    OpenFile resolved = site.source("data.bin", Site.ALL);
    resolved.file().close();
    OpenFile opened = open("data.bin");
    assertNotNull(opened);
    assertEquals(resolved.stat(), opened.stat());
    assertEquals(resolved.name(), opened.name());
    assertEquals(resolved.representation(), opened.representation());
    assertEquals(resolved.policy(), opened.policy());
    assertEquals("data", Site.text(opened));
    assertNotNull(site.confirm("data.bin", Site.ALL), "it is known from then on");
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
    site.source("app.js", Site.ALL).file().close();

    CachedResolution plain = site.confirm("app.js", Site.ALL);
    OpenFile opened = site.directory().openAtOnce(Site.target("app.js"), Site.ALL, plain);
    assertNotNull(opened);
    assertEquals("plain", Site.text(opened));

    Files.writeString(root.resolve("app.js.gz"), "packed");
    site.source("app.js", Site.ALL).file().close();
    CachedResolution packed = site.confirm("app.js", Site.ALL);
    assertNotNull(packed);
    assertEquals(Coding.GZIP, packed.representation().coding());
    assertNull(site.directory().openAtOnce(Site.target("app.js"), Site.ALL, packed));
  }

  @Test
  void a_name_that_is_not_cached_is_left_to_those_who_may_wait() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.EXT)) {
      Files.writeString(scratch.path().resolve("data.bin"), "data");
      scratch.remount();
      try (Site cold = Site.of(scratch.path())) {
        assertNull(cold.directory().openAtOnce(Site.target("data.bin"), Site.ALL, null));
        cold.source("data.bin", Site.ALL).file().close();
        OpenFile opened = cold.directory().openAtOnce(Site.target("data.bin"), Site.ALL, null);
        assertNotNull(opened);
        assertEquals("data", Site.text(opened));
      }
    }
  }
}
