package dev.untorn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the image is built from gets through {@code .dockerignore}, as an engine would read both.
 */
final class ImageTest {
  @Test
  void every_file_that_the_image_is_built_from_reaches_the_engine() throws Exception {
    List<String> sources = sources(Files.readAllLines(Path.of("Dockerfile")));
    assertTrue(sources.contains("src/jar"), sources::toString);
    List<String> rules = Files.readAllLines(Path.of(".dockerignore"));
    for (String source : sources) {
      assertTrue(Files.exists(Path.of(source)), () -> source + " is not there");
      try (Stream<Path> files = Files.walk(Path.of(source))) {
        assertEquals(
            List.of(),
            files.filter(file -> Files.isRegularFile(file) && isIgnored(file, rules)).toList(),
            ".dockerignore keeps these back, and the Dockerfile copies " + source);
      }
    }
  }

  @Test
  void whatever_the_build_reads_is_copied() throws Exception {
    List<String> sources = sources(Files.readAllLines(Path.of("Dockerfile")));
    String pom = Files.readString(Path.of("pom.xml"));
    for (String read : List.of("src/jar", "config", "src/main")) {
      assertTrue(pom.contains(read) && sources.contains(read), read);
    }
  }

  @Test
  void what_only_this_checkout_needs_stays_here() throws Exception {
    List<String> rules = Files.readAllLines(Path.of(".dockerignore"));
    for (String file : List.of("target/untorn-all.jar", ".git/config", "src/test/java/A.java")) {
      assertTrue(isIgnored(Path.of(file), rules), file);
    }
    assertFalse(isIgnored(Path.of("src/main/java/A.java"), rules));
  }

  /** What COPY takes from the checkout, and not from another stage. */
  private static List<String> sources(List<String> dockerfile) {
    return dockerfile.stream()
        .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
        .map(line -> line.substring(5).strip().split(" +", -1))
        .flatMap(words -> Arrays.stream(words).limit(words.length - 1L))
        .toList();
  }

  /** The last rule that matches a file, or a folder that it is in, holds. */
  private static boolean isIgnored(Path file, List<String> rules) {
    boolean ignored = false;
    for (String rule : rules) {
      if (!rule.isBlank() && !rule.startsWith("#")) {
        boolean keeps = rule.startsWith("!");
        if (matches(file, keeps ? rule.substring(1) : rule)) {
          ignored = !keeps;
        }
      }
    }
    return ignored;
  }

  private static boolean matches(Path file, String pattern) {
    for (int names = 1; names <= file.getNameCount(); names++) {
      Path part = file.subpath(0, names);
      if (FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(part)) {
        return true;
      }
    }
    return false;
  }
}
