package dev.untorn.linux.file;

import dev.untorn.linux.Errno;

/** How an attempt to open something ended. */
public sealed interface Opened {
  /** Open; the receiver owns the descriptor. */
  record File(LinuxFile file) implements Opened {}

  /** Not open, with the kernel's reason. */
  record Failed(Errno errno) implements Opened {}
}
