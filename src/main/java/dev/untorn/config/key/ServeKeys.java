package dev.untorn.config.key;

import static dev.untorn.config.key.ValueTypes.listOf;
import static dev.untorn.config.key.ValueTypes.onOff;
import static dev.untorn.config.key.ValueTypes.oneOf;
import static dev.untorn.config.key.ValueTypes.orNone;
import static dev.untorn.config.key.ValueTypes.path;
import static dev.untorn.config.key.ValueTypes.text;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.OnModification;
import dev.untorn.config.ServeSettings;
import dev.untorn.config.Symlinks;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Section {@code serve}: what is served, and how. */
public final class ServeKeys {
  static final Section SECTION = new Section("serve");

  /** Each name is one more lookup for every request of a directory without index. */
  private static final int INDEX_NAMES_MAX = 16;

  private static final ValueType<String> FILE_NAME =
      text("a file name without '/'", name -> !name.contains("/") && isRelativePath(name));
  private static final ValueType<String> PATH_BELOW =
      text("a path below the served directory, such as index.html", ServeKeys::isRelativePath);
  // RFC 9110, section 5.5. Anything else could end the header and begin another.
  private static final ValueType<String> FIELD_VALUE =
      text(
          "an HTTP field value in visible ASCII, such as no-cache, or nothing for none",
          "([!-~]([ \\t!-~]*[!-~])?)?");

  static final Key<Path> DIRECTORY = SECTION.key("directory", path(), ".");
  public static final Key<Mode> MODE = SECTION.key("mode", oneOf(Mode.class), "auto");
  public static final Key<WhileWriting> WHILE_WRITING =
      SECTION.key("while-writing", oneOf(WhileWriting.class), "committed");
  static final Key<List<String>> INDEX =
      SECTION.key("index", listOf(FILE_NAME, INDEX_NAMES_MAX), "index.html");
  static final Key<Boolean> LISTING = SECTION.key("listing", onOff(), "on");
  static final Key<Optional<String>> SPA = SECTION.key("spa", orNone(PATH_BELOW), "");
  static final Key<Symlinks> SYMLINKS = SECTION.key("symlinks", oneOf(Symlinks.class), "beneath");
  static final Key<Boolean> PRECOMPRESSED = SECTION.key("precompressed", onOff(), "on");
  static final Key<String> CACHE_CONTROL = SECTION.key("cache-control", FIELD_VALUE, "");
  static final Key<TagBasis> ETAG = SECTION.key("etag", oneOf(TagBasis.class), "stamp");
  public static final Key<DateTrust> DATES =
      SECTION.key("dates", oneOf(DateTrust.class), "checked");
  static final Key<OnModification> ON_MODIFICATION =
      SECTION.key("on-modification", oneOf(OnModification.class), "count");

  private ServeKeys() {}

  static ServeSettings settings(Values values) {
    return new ServeSettings(
        values.get(DIRECTORY),
        values.get(MODE),
        values.get(WHILE_WRITING),
        values.get(INDEX),
        values.get(LISTING),
        values.get(SPA),
        values.get(SYMLINKS),
        values.get(PRECOMPRESSED),
        values.get(CACHE_CONTROL),
        values.get(ETAG),
        values.get(DATES),
        values.get(ON_MODIFICATION));
  }

  private static boolean isRelativePath(String path) {
    return !path.contains("\0")
        && Arrays.stream(path.split("/", -1))
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }
}
