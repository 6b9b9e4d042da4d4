package dev.untorn.delivery;

import dev.untorn.config.Mode;
import dev.untorn.origin.CacheFacts;
import dev.untorn.version.Body;
import dev.untorn.version.Proof;
import dev.untorn.version.Version;
import java.util.Optional;

/**
 * The facts of one finished response, from which all metrics and log lines are made. The target is
 * for the log only, never a tag; the status is 0 if the connection ended before there was an
 * answer; the file is absent for errors, listings and redirects, the cache facts unless a proxy
 * answered; body bytes are those handed to the kernel; times begin when the request's head was
 * complete.
 */
public record Receipt(
    String remote,
    String method,
    String target,
    String protocol,
    String referer,
    String userAgent,
    int status,
    Optional<FileFacts> file,
    Optional<CacheFacts> cache,
    Optional<Modification> modification,
    Ending ending,
    long headBytes,
    long bodyBytes,
    long startMillis,
    long nanos) {

  /** Characters of all its texts, which a client controls. */
  public int textLength() {
    return remote.length()
        + method.length()
        + target.length()
        + protocol.length()
        + referer.length()
        + userAgent.length();
  }

  /**
   * How a file's bytes were sent. {@code standingInNanos}: how long this version has replaced a
   * file that is being written; 0 if current.
   */
  public record FileFacts(Mode mode, BodyKind body, Proof proof, long standingInNanos) {
    public static FileFacts of(Version version, long standingInNanos) {
      BodyKind kind =
          switch (version.body()) {
            case Body.Memory _ -> BodyKind.MEMORY;
            case Body.Sealed _ -> BodyKind.SEALED;
            case Body.Leased _ -> BodyKind.LEASED;
            case Body.Live _ -> BodyKind.LIVE;
          };
      return new FileFacts(version.policy().mode(), kind, version.proof(), standingInNanos);
    }
  }

  /** Kinds of {@link dev.untorn.version.Body}, as a tag. */
  public enum BodyKind {
    MEMORY,
    SEALED,
    LEASED,
    LIVE
  }
}
