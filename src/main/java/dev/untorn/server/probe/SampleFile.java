package dev.untorn.server.probe;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;

/** Finds an existing file for experiments. */
final class SampleFile extends SimpleFileVisitor<Path> {
  /** A tree may have millions of directories without a file. */
  private static final int LOOKS_MAX = 10_000;

  private static final int DEPTH_MAX = 8;

  private int looks;
  private Optional<Path> found = Optional.empty();

  private SampleFile() {}

  /** The first readable regular file among the entries visited. */
  static Optional<Path> below(Path directory) {
    SampleFile visitor = new SampleFile();
    try {
      Files.walkFileTree(directory, EnumSet.noneOf(FileVisitOption.class), DEPTH_MAX, visitor);
    } catch (IOException e) {
      // The tree cannot be walked; the visitor itself never fails.
      return Optional.empty();
    }
    return visitor.found;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && Files.isReadable(file)) {
      found = Optional.of(file);
      return FileVisitResult.TERMINATE;
    }
    return goOn();
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return goOn();
  }

  private FileVisitResult goOn() {
    return ++looks < LOOKS_MAX ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }
}
