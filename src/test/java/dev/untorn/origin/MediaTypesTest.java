package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaTypesTest {
  private static final MediaTypes TYPES = MediaTypes.packaged();

  @ParameterizedTest
  @CsvSource({
    "index.html, text/html; charset=utf-8",
    "app.js, text/javascript; charset=utf-8",
    "app.mjs, text/javascript; charset=utf-8",
    "style.css, text/css; charset=utf-8",
    "app.js.map, application/json",
    "data.json, application/json",
    "site.webmanifest, application/manifest+json",
    "module.wasm, application/wasm",
    "logo.svg, image/svg+xml",
    "photo.avif, image/avif",
    "photo.JPG, image/jpeg",
    "font.woff2, font/woff2",
    "film.mp4, video/mp4",
    "film.mkv, video/matroska",
    "piece.ts, video/mp2t",
    "index.d.ts, text/plain; charset=utf-8",
    "live.m3u8, application/vnd.apple.mpegurl",
    "feed.rss, application/rss+xml",
    "artifact-1.0.pom, application/xml",
    "artifact-1.0.jar, application/java-archive",
    "artifact-1.0.jar.sha1, text/plain; charset=utf-8",
    "artifact-1.0.jar.asc, text/plain; charset=utf-8",
    "src-1.2.tar.gz, application/gzip",
    "SRC.TAR.GZ, application/gzip",
    "src-1.2.tar.zst, application/zstd",
    "some/dir.d/readme.md, text/markdown; charset=utf-8",
    "naïve.txt, text/plain; charset=utf-8",
    "chair.usdz, model/vnd.usdz+zip",
    "table.xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  })
  void known_extensions_have_their_type(String path, String type) {
    assertEquals(type, TYPES.of(path));
  }

  @ParameterizedTest
  @CsvSource({
    "Makefile",
    "dir.html/file",
    "file.",
    ".html",
    "dir/.js",
    "x.unheard-of",
    "''",
    "'.'"
  })
  void everything_else_is_octets(String path) {
    assertEquals("application/octet-stream", TYPES.of(path));
  }

  @Test
  void a_turkish_locale_changes_nothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      assertEquals("image/gif", TYPES.of("PICTURE.GIF"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text/html; charset=utf-8, true",
    "application/json, true",
    "application/manifest+json, true",
    "image/svg+xml, true",
    "application/wasm, true",
    "application/gzip, false",
    "image/png, false",
    "font/woff2, false",
    "video/mp4, false",
    "application/octet-stream, false",
  })
  void texts_are_worth_compressing_and_media_are_not(String type, boolean compressible) {
    assertEquals(compressible, MediaTypes.isCompressible(type));
  }

  @Test
  void comments_and_blank_lines_are_nothing() {
    MediaTypes types =
        MediaTypes.parse(
            new BufferedReader(new StringReader("# c\n\n a/b  x\ty # z\ntext/q q\nlonely/type\n")));

    assertEquals("a/b", types.of("f.x"));
    assertEquals("a/b", types.of("f.y"));
    assertEquals("text/q; charset=utf-8", types.of("f.q"));
    assertEquals("application/octet-stream", types.of("f.z"));
  }

  @Test
  void no_extension_is_listed_twice_and_all_are_lower_case() throws Exception {
    Set<String> seen = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("config/mime.types"))) {
      String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
      for (int i = 1; i < words.length; i++) {
        if (!seen.add(words[i]) || !words[i].matches("[a-z0-9.]+")) {
          wrong.add(words[i]);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(seen.size() > 150);
    assertFalse(seen.contains(""));
  }
}
