package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.semantics.Coding;
import dev.untorn.testing.Commands;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Stamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a hot file: what was resolved is confirmed as long as nothing moved. */
final class ConfirmTest {
  @TempDir Path place;

  private Path root;
  private ServedTree servedTree;

  @BeforeEach
  void serve() throws Exception {
    root = Files.createDirectory(place.resolve("root"));
    Files.writeString(root.resolve("app.js"), "plain");
    servedTree = ServedTree.of(root);
  }

  @AfterEach
  void close() {
    servedTree.close();
  }

  /** Resolves, and checks that the confirmation says the same as the resolution. */
  private CachedResolution learn(String path, List<Coding> acceptable) throws Exception {
    OpenFile source = servedTree.source(path, acceptable);
    source.file().close();
    CachedResolution cachedResolution = servedTree.confirm(path, acceptable);
    assertEquals(
        new CachedResolution(
            Stamp.of(source.stat()), source.representation(), source.name(), source.policy()),
        cachedResolution);
    assertNotNull(cachedResolution);
    return cachedResolution;
  }

  private void replace(Path path, String text) throws Exception {
    Path other = Files.writeString(place.resolve("other"), text);
    Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void only_what_was_resolved_is_known() throws Exception {
    assertNull(servedTree.confirm("app.js", ServedTree.IDENTITY));

    CachedResolution cachedResolution = learn("app.js", ServedTree.IDENTITY);

    assertSame(cachedResolution, servedTree.confirm("app.js", ServedTree.IDENTITY), "no garbage");
    assertNull(
        servedTree.confirm("app.js/", ServedTree.IDENTITY),
        "asked for as a directory it is missing");
  }

  @Test
  void every_change_of_the_file_is_noticed() throws Exception {
    learn("app.js", ServedTree.IDENTITY);
    Files.writeString(root.resolve("app.js"), "other");
    assertNull(servedTree.confirm("app.js", ServedTree.IDENTITY), "rewritten in place, same size");

    learn("app.js", ServedTree.IDENTITY);
    replace(root.resolve("app.js"), "again");
    assertNull(servedTree.confirm("app.js", ServedTree.IDENTITY), "replaced");

    learn("app.js", ServedTree.IDENTITY);
    Commands.run("chmod", "0", root.resolve("app.js").toString());
    assertNull(servedTree.confirm("app.js", ServedTree.IDENTITY), "permissions");
    Commands.run("chmod", "644", root.resolve("app.js").toString());

    learn("app.js", ServedTree.IDENTITY);
    Files.delete(root.resolve("app.js"));
    assertNull(servedTree.confirm("app.js", ServedTree.IDENTITY), "removed");

    Files.createDirectory(root.resolve("app.js"));
    assertNull(servedTree.confirm("app.js", ServedTree.IDENTITY), "a directory now");
  }

  @Test
  void siblings_that_come_change_and_go_are_noticed() throws Exception {
    assertEquals(Coding.IDENTITY, learn("app.js", ServedTree.ALL).representation().coding());

    Path sibling = Files.writeString(root.resolve("app.js.br"), "brotli");
    assertNull(servedTree.confirm("app.js", ServedTree.ALL), "came");
    assertNotNull(
        servedTree.confirm("app.js", ServedTree.IDENTITY), "no matter to those who cannot take it");
    assertEquals(Coding.BROTLI, learn("app.js", ServedTree.ALL).representation().coding());
    assertEquals("app.js", learn("app.js", ServedTree.IDENTITY).name());

    Files.writeString(sibling, "BROTLI");
    assertNull(servedTree.confirm("app.js", ServedTree.ALL), "changed");
    learn("app.js", ServedTree.ALL);

    Files.writeString(root.resolve("app.js.zst"), "zstd");
    assertNull(servedTree.confirm("app.js", ServedTree.ALL), "a better one came");
    assertEquals(Coding.ZSTD, learn("app.js", ServedTree.ALL).representation().coding());

    Files.delete(root.resolve("app.js.zst"));
    assertEquals(
        learn("app.js", ServedTree.ALL),
        servedTree.confirm("app.js", ServedTree.ALL),
        "the other is left");

    Files.delete(sibling);
    CachedResolution cachedResolution = servedTree.confirm("app.js", ServedTree.ALL);
    assertNotNull(cachedResolution);
    assertEquals(Coding.IDENTITY, cachedResolution.representation().coding(), "none is left");
  }

  @Test
  void a_sibling_that_became_older_than_its_original_is_passed_over() throws Exception {
    Path sibling = Files.writeString(root.resolve("app.js.gz"), "gzip");
    assertEquals(Coding.GZIP, learn("app.js", ServedTree.ALL).representation().coding());

    Files.setLastModifiedTime(sibling, FileTime.fromMillis(0));

    assertEquals(Coding.IDENTITY, learn("app.js", ServedTree.ALL).representation().coding());
  }

  @Test
  void a_sibling_that_leads_outside_is_never_confirmed() throws Exception {
    Files.writeString(place.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("app.js.gz"), Path.of("../secret"));
    OpenFile source = servedTree.source("app.js", ServedTree.ALL);

    assertEquals("plain", ServedTree.text(source));
    assertNull(servedTree.confirm("app.js", ServedTree.ALL));
  }

  @Test
  void an_index_is_known_under_its_directory() throws Exception {
    Files.writeString(root.resolve("index.htm"), "second");
    assertEquals("index.htm", learn("/", ServedTree.IDENTITY).name());
    assertEquals("index.htm", learn("", ServedTree.ALL).name());

    Files.writeString(root.resolve("index.html"), "first");
    assertNull(servedTree.confirm("/", ServedTree.IDENTITY), "one that goes before it came");
    assertEquals("index.html", learn("/", ServedTree.IDENTITY).name());

    Files.delete(root.resolve("index.html"));
    assertNull(servedTree.confirm("/", ServedTree.IDENTITY));
  }

  @Test
  void a_path_turned_into_a_symlink_confirms_no_other_file() throws Exception {
    Files.createDirectory(root.resolve("d"));
    Files.writeString(root.resolve("d/file"), "inside");
    Files.createDirectory(place.resolve("outside"));
    Files.writeString(place.resolve("outside/file"), "secret");
    learn("d/file", ServedTree.IDENTITY);

    Files.move(root.resolve("d"), root.resolve("e"));
    Files.createSymbolicLink(root.resolve("d"), Path.of("../outside"));

    assertNull(servedTree.confirm("d/file", ServedTree.IDENTITY));
    assertInstanceOf(Resolution.Missing.class, servedTree.resolve("d/file"));
  }

  @Test
  void where_symlinks_are_refused_even_one_to_the_same_file_is() throws Exception {
    try (ServedTree strict = ServedTree.with(root, true, "", Symlinks.REFUSED, true)) {
      strict.source("app.js").file().close();
      assertNotNull(strict.confirm("app.js", ServedTree.IDENTITY));

      Files.move(root.resolve("app.js"), root.resolve("moved.js"));
      Files.createSymbolicLink(root.resolve("app.js"), Path.of("moved.js"));

      assertNull(strict.confirm("app.js", ServedTree.IDENTITY));
    }
  }

  @Test
  void a_page_of_the_spa_is_known_by_its_own_path_alone() throws Exception {
    try (ServedTree spa = ServedTree.with(root, true, "app.js", Symlinks.FOLLOWED, true)) {
      Target deep = new Target("users/42", false, "");
      spa.source(spa.resolve(deep, true)).file().close();

      assertNull(
          spa.directory().confirm(ServedTree.request(deep, ServedTree.IDENTITY)),
          "the path itself may come to be");
      assertNotNull(spa.confirm("app.js", ServedTree.IDENTITY));
    }
  }

  @Test
  void a_directory_where_a_file_was_needs_its_slash() throws Exception {
    learn("app.js", ServedTree.IDENTITY);
    Files.delete(root.resolve("app.js"));
    Files.createDirectory(root.resolve("app.js"));
    Files.writeString(root.resolve("app.js/index.html"), "page");

    assertNull(servedTree.confirm("app.js", ServedTree.IDENTITY));
    assertInstanceOf(Resolution.NeedsSlash.class, servedTree.resolve("app.js"));
    learn("app.js/", ServedTree.IDENTITY);
    assertNull(servedTree.confirm("app.js", ServedTree.IDENTITY));
  }
}
