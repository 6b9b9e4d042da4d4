package dev.untorn.lab.hazard;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;

/** This machine or filesystem does not offer the way, or the change. */
public record Impossible(String reason) implements Outcome, Finding, Handovers.Preparation {
  /** Thrown where it turns out. */
  static final class NotOffered extends Exception {
    private static final long serialVersionUID = 1L;

    NotOffered(String reason) {
      super(reason);
    }

    Impossible impossible() {
      return new Impossible(String.valueOf(getMessage()));
    }
  }

  /** The file that was opened. */
  static LinuxFile opened(String what, Opened opened) throws NotOffered {
    return switch (opened) {
      case Opened.File(LinuxFile file) -> file;
      case Opened.Failed(var errno) -> throw new NotOffered(what + ": " + errno);
    };
  }
}
