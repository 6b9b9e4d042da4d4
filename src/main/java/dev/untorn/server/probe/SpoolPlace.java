package dev.untorn.server.probe;

import dev.untorn.config.Size;
import dev.untorn.config.StoreSettings;
import dev.untorn.linux.Errno;
import dev.untorn.linux.file.AnonymousFile;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tests where private copies go. */
final class SpoolPlace {
  private static final String ELSEWHERE =
      "set store.spool to a directory on a disk that the server may write to";
  private static final double GIB = 1L << 30;

  private SpoolPlace() {}

  static Fact of(StoreSettings store) {
    Path path = store.spool();
    return switch (LinuxFile.openDirectory(path)) {
      case Opened.Failed(Errno errno) ->
          Topic.SPOOL.weak("%s cannot be opened (%s)".formatted(path, errno), ELSEWHERE);
      case Opened.File(LinuxFile directory) -> {
        try (directory) {
          yield judge(path, directory, store.disk());
        }
      }
    };
  }

  private static Fact judge(Path path, LinuxFile directory, Size wanted) {
    switch (AnonymousFile.inDirectory(directory)) {
      case Opened.File(LinuxFile file) -> file.close();
      case Opened.Failed(Errno errno) -> {
        return Topic.SPOOL.weak("%s takes no unnamed file (%s)".formatted(path, errno), ELSEWHERE);
      }
    }
    Filesystem filesystem = Filesystem.of(directory);
    if (filesystem == Filesystem.TMPFS) {
      return Topic.SPOOL.weak(path + " is in memory (tmpfs)", ELSEWHERE);
    }
    try {
      long freeBytes = Files.getFileStore(path).getUsableSpace();
      String text =
          "%s (%s), %.1f GiB free; store.disk allows %s"
              .formatted(path, filesystem.title(), freeBytes / GIB, wanted);
      return Topic.SPOOL.goodIf(
          freeBytes >= wanted.bytes(), text, "free space, or lower store.disk");
    } catch (IOException e) {
      return Topic.SPOOL.weak(path + " does not tell its room: " + e, ELSEWHERE);
    }
  }
}
