package dev.untorn.origin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Media types by file name, from the packaged {@code config/mime.types}. Immutable. */
public record MediaTypes(Map<String, String> byExtension) {
  private static final String RESOURCE = "/config/mime.types";
  private static final String UNKNOWN = "application/octet-stream";
  private static final String CHARSET = "; charset=utf-8";

  /** Types besides text/*, +json and +xml that compress well. */
  private static final Set<String> COMPRESSIBLE =
      Set.of(
          "application/json",
          "application/xml",
          "application/yaml",
          "application/toml",
          "application/x-ndjson",
          "application/sql",
          "application/wasm",
          "application/rtf",
          "application/postscript",
          "application/vnd.apple.mpegurl",
          "application/vnd.ms-fontobject",
          "application/x-subrip",
          "audio/mpegurl",
          "font/ttf",
          "font/otf",
          "font/collection",
          "image/bmp",
          "image/vnd.microsoft.icon");

  public static MediaTypes packaged() {
    try (InputStream in = MediaTypes.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the program's jar");
      }
      return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses lines of a type and its extensions; {@code #} begins a comment. */
  static MediaTypes parse(BufferedReader lines) {
    Map<String, String> types = new HashMap<>();
    lines
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(line -> line.split("\\s+", -1))
        .forEach(words -> {
          for (int i = 1; i < words.length; i++) {
            types.put(words[i], words[0].startsWith("text/") ? words[0] + CHARSET : words[0]);
          }
        });
    return new MediaTypes(Map.copyOf(types));
  }

  /**
   * The Content-Type of a name or path, by its last two extensions if the table has both, else by
   * its last; {@code application/octet-stream} by default.
   */
  public String of(String path) {
    int name = path.lastIndexOf('/') + 1;
    int last = path.lastIndexOf('.');
    if (last <= name) {
      return UNKNOWN;
    }
    int beforeLast = path.lastIndexOf('.', last - 1);
    String type = beforeLast > name ? lookUp(path, beforeLast + 1) : null;
    if (type == null) {
      type = lookUp(path, last + 1);
    }
    return type == null ? UNKNOWN : type;
  }

  private @Nullable String lookUp(String path, int from) {
    return byExtension.get(path.substring(from).toLowerCase(Locale.ROOT));
  }

  /** Whether compressing the type is worthwhile; takes a Content-Type with parameters too. */
  public static boolean isCompressible(String mediaType) {
    int parameters = mediaType.indexOf(';');
    String type = parameters < 0 ? mediaType : mediaType.substring(0, parameters).strip();
    return type.startsWith("text/")
        || type.endsWith("+xml")
        || type.endsWith("+json")
        || COMPRESSIBLE.contains(type);
  }
}
