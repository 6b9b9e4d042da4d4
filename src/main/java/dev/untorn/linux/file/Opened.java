package dev.untorn.linux.file;

import dev.untorn.linux.Errno;

/** The result of opening a file or directory. */
public sealed interface Opened {
  /** The receiver owns the descriptor. */
  record File(LinuxFile file) implements Opened {}

  record Failed(Errno errno) implements Opened {}
}
