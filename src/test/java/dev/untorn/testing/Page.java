package dev.untorn.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, in Markdown. */
public record Page(Path file, String text) {
  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern INLINE_CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset|href)=\"([^\"]+)\"");

  /** The README and all that it leads to. */
  public static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>(List.of(of(Path.of("README.md"))));
    try (Stream<Path> files = Files.list(Path.of("src/site/markdown"))) {
      for (Path file : files.sorted().toList()) {
        pages.add(of(file));
      }
    }
    return pages;
  }

  /** One page. */
  public static Page of(Path file) throws IOException {
    return new Page(file, Files.readString(file));
  }

  /** What stands in fences of a language; none for those without one. */
  public List<String> blocks(String language) {
    return FENCE
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** What stands between backquotes within a line. */
  public List<String> inlineCode() {
    return INLINE_CODE.matcher(withoutBlocks()).results().map(code -> code.group(1)).toList();
  }

  /** Where its links and pictures lead. */
  public List<String> links() {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(withoutBlocks());
    while (link.find()) {
      links.add(link.group(1) == null ? link.group(2) : link.group(1));
    }
    return links;
  }

  /** The names by which links lead to its headings, as the usual viewers make them. */
  public Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    HEADING
        .matcher(withoutBlocks())
        .results()
        .map(heading ->
            heading
                .group(1)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\s-]", "")
                .replaceAll("\\s", "-"))
        .forEach(anchors::add);
    return anchors;
  }

  private String withoutBlocks() {
    return FENCE.matcher(text).replaceAll("");
  }
}
