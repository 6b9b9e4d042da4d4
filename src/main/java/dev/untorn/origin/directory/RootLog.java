package dev.untorn.origin.directory;

import dev.untorn.linux.Errno;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.NamedDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each change of the served path once. Used by one thread at a time. */
final class RootLog {
  private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

  private final NamedDirectory path;
  private boolean gone;

  RootLog(NamedDirectory path) {
    this.path = path;
  }

  void gone(Errno errno) {
    if (!gone) {
      LOG.warn("{} cannot be opened ({}): requests get 503 until it can", path, errno);
      gone = true;
    }
  }

  void serves(LinuxFile root, boolean another) {
    if (another || gone) {
      LOG.info(
          "{} {} {} ({})",
          path,
          another ? "leads to another directory now:" : "is there again:",
          root.path(),
          Filesystem.of(root).title());
    }
    gone = false;
  }
}
