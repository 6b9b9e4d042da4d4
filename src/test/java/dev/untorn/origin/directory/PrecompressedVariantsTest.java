package dev.untorn.origin.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.ServedTree;
import dev.untorn.semantics.Coding;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Representation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrecompressedVariantsTest {
  @TempDir Path root;

  private ServedTree servedTree;

  @BeforeEach
  void serve() throws Exception {
    servedTree = ServedTree.of(root);
    Files.writeString(root.resolve("app.js"), "plain");
    for (String suffix : List.of("zst", "br", "gz")) {
      Files.writeString(root.resolve("app.js." + suffix), suffix);
    }
  }

  @AfterEach
  void close() {
    servedTree.close();
  }

  private String served(String path, Coding... acceptable) throws Exception {
    return ServedTree.text(servedTree.source(path, List.of(acceptable)));
  }

  @Test
  void the_clients_order_decides() throws Exception {
    assertEquals("zst", served("app.js", Coding.ZSTD, Coding.BROTLI, Coding.GZIP));
    assertEquals("gz", served("app.js", Coding.GZIP, Coding.ZSTD, Coding.IDENTITY));
    assertEquals("plain", served("app.js", Coding.IDENTITY, Coding.GZIP));
    assertEquals("plain", served("app.js"));
  }

  @Test
  void the_next_best_is_taken_where_the_best_is_missing() throws Exception {
    Files.delete(root.resolve("app.js.zst"));

    assertEquals("br", served("app.js", Coding.ZSTD, Coding.BROTLI, Coding.IDENTITY));
  }

  @Test
  void identity_is_served_even_unwanted_where_there_is_nothing_else() throws Exception {
    Files.delete(root.resolve("app.js.gz"));

    assertEquals("plain", served("app.js", Coding.GZIP));
  }

  @Test
  void a_siblings_stat_is_its_own_and_its_type_the_originals() throws Exception {
    OpenFile source = servedTree.source("app.js", ServedTree.ALL);

    assertEquals(3, source.stat().sizeBytes());
    assertEquals(
        new Representation("text/javascript; charset=utf-8", Coding.ZSTD, true, false),
        source.representation());
    source.file().close();
  }

  @Test
  void each_representation_has_a_name_of_its_own() throws Exception {
    OpenFile plain = servedTree.source("app.js", ServedTree.IDENTITY);
    OpenFile coded = servedTree.source("app.js", List.of(Coding.GZIP));
    OpenFile itself = servedTree.source("app.js.gz", ServedTree.ALL);

    assertNotEquals(plain.name(), coded.name());
    assertNotEquals(coded.name(), itself.name());
    assertEquals(
        new Representation("application/gzip", Coding.IDENTITY, false, false),
        itself.representation());
    for (OpenFile source : List.of(plain, coded, itself)) {
      source.file().close();
    }
  }

  @Test
  void older_siblings_are_passed_over() throws Exception {
    FileTime original = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(root.resolve("app.js"), original);
    Files.setLastModifiedTime(
        root.resolve("app.js.zst"), FileTime.fromMillis(original.toMillis() - 1));
    Files.setLastModifiedTime(root.resolve("app.js.br"), original);

    assertEquals("br", served("app.js", Coding.ZSTD, Coding.BROTLI));
  }

  /** brotli and pigz give their files the original's date in whole seconds. */
  @Test
  void a_date_without_its_fraction_is_not_older_unless_the_original_was_written_later()
      throws Exception {
    setDates("app.js.br", Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS));
    assertEquals("br", served("app.js", Coding.BROTLI));

    // As seen by the sibling's inode: it changed before its original was written.
    setDates("app.js.br", Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));
    assertEquals("plain", served("app.js", Coding.BROTLI));
  }

  private void setDates(String sibling, Instant wholeSecond) throws Exception {
    Files.setLastModifiedTime(
        root.resolve("app.js"), FileTime.from(wholeSecond.plusNanos(234_567_891)));
    Files.setLastModifiedTime(root.resolve(sibling), FileTime.from(wholeSecond));
  }

  @Test
  void what_is_no_file_is_no_sibling() throws Exception {
    Files.delete(root.resolve("app.js.zst"));
    Files.createDirectory(root.resolve("app.js.zst"));
    Files.delete(root.resolve("app.js.br"));
    Files.createSymbolicLink(root.resolve("app.js.br"), Path.of("nothing"));

    assertEquals("gz", served("app.js", Coding.ZSTD, Coding.BROTLI, Coding.GZIP));
  }

  @Test
  void a_sibling_without_its_original_is_not_offered() throws Exception {
    Files.delete(root.resolve("app.js"));

    assertEquals(
        new Resolution.Missing(),
        servedTree.directory().find(ServedTree.target("app.js"), ServedTree.ALL, false));
  }

  @Test
  void every_compressible_type_varies_whether_a_sibling_is_there_or_not() throws Exception {
    Files.writeString(root.resolve("lonely.css"), "x");
    Files.writeString(root.resolve("photo.png"), "x");
    Files.writeString(root.resolve("photo.png.gz"), "y");

    assertTrue(negotiated("lonely.css"));
    assertTrue(negotiated("app.js"));
    assertFalse(negotiated("photo.png"));
    assertEquals("x", served("photo.png", Coding.GZIP));
  }

  private boolean negotiated(String path) throws Exception {
    OpenFile source = servedTree.source(path, ServedTree.IDENTITY);
    source.file().close();
    return source.representation().negotiated();
  }

  @Test
  void switched_off_nothing_is_negotiated() throws Exception {
    try (ServedTree plain = ServedTree.with(root, true, "", Symlinks.FOLLOWED, false)) {
      OpenFile source = plain.source("app.js", ServedTree.ALL);

      assertFalse(source.representation().negotiated());
      assertEquals("plain", ServedTree.text(source));
    }
  }

  @Test
  void an_index_has_siblings_too() throws Exception {
    Files.writeString(root.resolve("index.html"), "page");
    Files.writeString(root.resolve("index.html.gz"), "packed");

    assertEquals("packed", served("/", Coding.GZIP));
  }
}
