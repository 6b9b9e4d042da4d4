package dev.untorn.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code config/untorn.yaml}: what stands there of each key. */
public final class ReferenceFile {
  /** The file. */
  static final Path PATH = Path.of("config", "untorn.yaml");

  private ReferenceFile() {}

  /**
   * A key.
   *
   * @param comment what stands before it, as one line
   * @param value its default, as written
   */
  record Entry(String key, String comment, String value) {}

  /** All keys, in their order. */
  static List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<String> comment = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(PATH)) {
      if (line.strip().startsWith("#")) {
        comment.add(line.strip().substring(1).strip());
        continue;
      } else if (line.matches("[a-z]+:.*")) {
        section = line.substring(0, line.indexOf(':'));
      } else if (line.startsWith("  ")) {
        String[] parts = line.strip().split(": ", 2);
        entries.add(new Entry(section + "." + parts[0], String.join(" ", comment), parts[1]));
      }
      comment.clear();
    }
    return entries;
  }

  /** What a key is for, without what it takes. */
  public static String sentences(String key) throws IOException {
    return entries().stream()
        .filter(entry -> entry.key().equals(key))
        .map(entry -> entry.comment().substring(0, entry.comment().lastIndexOf(" Takes ")))
        .collect(Collectors.joining());
  }
}
