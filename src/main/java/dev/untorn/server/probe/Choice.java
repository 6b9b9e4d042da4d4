package dev.untorn.server.probe;

import dev.untorn.config.Mode;
import dev.untorn.version.Proof;

/**
 * How a mode serves files of one size class, for one directory and peer.
 *
 * @param proof for a file that nobody writes, with a lease if leases work
 * @param reason one sentence without its full stop
 */
public record Choice(
    Mode mode, SizeClass size, BodyKind body, SendMethod way, Proof proof, String reason) {
  /** Files on either side of {@code store.memory-file-max}. */
  public enum SizeClass {
    SMALL,
    LARGE
  }

  public enum BodyKind {
    MEMORY("memory"),
    CLONE("clone"),
    COPY("copy in the spool"),
    LEASED("live file, leased"),
    LIVE("live file");

    final String title;

    BodyKind(String title) {
      this.title = title;
    }
  }

  public enum SendMethod {
    WRITE("write"),
    SENDFILE("sendfile"),
    READ_AND_WRITE("read + write");

    final String title;

    SendMethod(String title) {
      this.title = title;
    }
  }
}
