package dev.untorn.origin.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.ServedTree;
import dev.untorn.origin.Target;
import dev.untorn.semantics.Coding;
import dev.untorn.version.OpenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target leads to in a friendly tree: files, directories, index, SPA. */
final class DirectoryTest {
  @TempDir Path root;

  private ServedTree servedTree;

  @BeforeEach
  void serve() {
    servedTree = ServedTree.of(root);
  }

  @AfterEach
  void close() {
    servedTree.close();
  }

  @Test
  void a_file_is_found_with_the_stat_of_its_descriptor() throws Exception {
    Files.createDirectories(root.resolve("a/b"));
    Files.writeString(root.resolve("a/b/page.html"), "hello");

    OpenFile source = servedTree.source("a/b/page.html");

    assertEquals("hello", ServedTree.text(source));
    assertEquals("a/b/page.html", source.name());
    assertEquals(5, source.stat().sizeBytes());
    assertEquals("text/html; charset=utf-8", source.representation().mediaType());
    assertEquals(Coding.IDENTITY, source.representation().coding());
  }

  @Test
  void an_empty_file_is_found() throws Exception {
    Files.createFile(root.resolve("empty"));

    assertEquals("", ServedTree.text(servedTree.source("empty")));
  }

  @Test
  void a_file_asked_for_as_a_directory_is_missing() throws Exception {
    Files.writeString(root.resolve("file"), "x");

    assertInstanceOf(Resolution.Missing.class, servedTree.resolve("file/"));
    assertInstanceOf(Resolution.Missing.class, servedTree.resolve("file/below"));
  }

  @Test
  void a_directory_without_its_slash_needs_one() throws Exception {
    Files.createDirectory(root.resolve("dir"));

    assertInstanceOf(Resolution.NeedsSlash.class, servedTree.resolve("dir"));
  }

  @Test
  void index_names_are_tried_in_order() throws Exception {
    Files.createDirectory(root.resolve("dir"));
    Files.writeString(root.resolve("dir/index.htm"), "second");

    assertEquals("second", ServedTree.text(servedTree.source("dir/")));

    Files.writeString(root.resolve("dir/index.html"), "first");

    assertEquals("first", ServedTree.text(servedTree.source("dir/")));
    assertEquals("dir/index.html", servedTree.source("dir/").name());
  }

  @Test
  void the_root_has_an_index_too() throws Exception {
    Files.writeString(root.resolve("index.html"), "home");

    assertEquals("home", ServedTree.text(servedTree.source("")));
    assertEquals("home", ServedTree.text(servedTree.source("/")));
  }

  @Test
  void a_directory_named_like_an_index_is_passed_over() throws Exception {
    Files.createDirectory(root.resolve("index.html"));
    Files.writeString(root.resolve("index.htm"), "page");

    assertEquals("page", ServedTree.text(servedTree.source("/")));
  }

  @Test
  void a_directory_without_index_is_listed_or_forbidden() throws Exception {
    Files.createDirectory(root.resolve("dir"));

    assertInstanceOf(Resolution.Listed.class, servedTree.resolve("dir/"));
    try (ServedTree closed = ServedTree.with(root, false, "", Symlinks.FOLLOWED, false)) {
      assertInstanceOf(Resolution.Forbidden.class, closed.resolve("dir/"));
      assertInstanceOf(Resolution.Missing.class, closed.resolve("nothing/"));
    }
  }

  @Test
  void what_is_not_there_is_missing() {
    assertInstanceOf(Resolution.Missing.class, servedTree.resolve("nothing"));
    assertInstanceOf(Resolution.Missing.class, servedTree.resolve("nothing/"));
    assertInstanceOf(Resolution.Missing.class, servedTree.resolve("no/such/way"));
  }

  @Test
  void a_page_request_that_finds_nothing_gets_the_spa() throws Exception {
    Files.writeString(root.resolve("app.html"), "app");
    Files.createDirectory(root.resolve("images"));
    try (ServedTree spa = ServedTree.with(root, false, "app.html", Symlinks.FOLLOWED, false)) {
      Target deep = new Target("app/users/42", false, "");

      assertEquals("app", ServedTree.text(spa.source(spa.resolve(deep, true))));
      assertEquals(
          "app", ServedTree.text(spa.source(spa.resolve(new Target("v1.2/x", true, ""), true))));
      assertEquals("app", ServedTree.text(spa.source(spa.resolve(new Target("", true, ""), true))));
      assertEquals(
          "app", ServedTree.text(spa.source(spa.resolve(new Target("images", true, ""), true))));
      assertInstanceOf(Resolution.Missing.class, spa.resolve(deep, false));
    }
  }

  @Test
  void a_missing_asset_never_gets_the_spa() throws Exception {
    Files.writeString(root.resolve("app.html"), "app");
    try (ServedTree spa = ServedTree.with(root, false, "app.html", Symlinks.FOLLOWED, false)) {
      assertInstanceOf(
          Resolution.Missing.class, spa.resolve(new Target("app.js", false, ""), true));
      assertInstanceOf(
          Resolution.Missing.class, spa.resolve(new Target("a/b.c/d.png", false, ""), true));
    }
  }

  @Test
  void a_spa_that_is_gone_leaves_the_path_missing() throws Exception {
    Files.createDirectory(root.resolve("dir"));
    for (String file : List.of("gone.html", "dir")) {
      try (ServedTree spa = ServedTree.with(root, true, file, Symlinks.FOLLOWED, false)) {
        assertInstanceOf(
            Resolution.Missing.class, spa.resolve(new Target("deep", false, ""), true));
      }
    }
  }

  @Test
  void a_file_replaced_after_it_was_resolved_is_still_the_one_resolved() throws Exception {
    Files.writeString(root.resolve("file"), "old");
    OpenFile source = servedTree.source("file");
    Files.writeString(root.resolve("new"), "new");
    Files.move(root.resolve("new"), root.resolve("file"), StandardCopyOption.REPLACE_EXISTING);

    assertEquals("old", ServedTree.text(source));
  }

  @Test
  void sources_outlive_the_directory() throws Exception {
    Files.writeString(root.resolve("file"), "kept");
    ServedTree other = ServedTree.of(root);
    OpenFile source = other.source("file");
    other.close();

    try (LinuxFile file = source.file()) {
      assertTrue(file.stat().sizeBytes() > 0);
    }
  }
}
