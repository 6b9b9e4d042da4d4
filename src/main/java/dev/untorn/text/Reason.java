package dev.untorn.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why an operation failed, for people: Java's messages often are only the path. */
public final class Reason {
  private Reason() {}

  /** Without the path, which the caller names. */
  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it exists already";
      case FileSystemException failure when failure.getReason() != null -> failure.getReason();
      default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
    };
  }
}
