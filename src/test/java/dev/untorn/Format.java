package dev.untorn;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Formats all sources, the way {@code TidyTest} wants them. */
final class Format {
  private Format() {}

  /** Rewrites those files that are not formatted. */
  public static void main(String... args) throws IOException, FormatterException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        String tidy = new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(text));
        if (!tidy.equals(text)) {
          Files.writeString(file, tidy);
          System.out.println("formatted " + file); // console
        }
      }
    }
  }
}
