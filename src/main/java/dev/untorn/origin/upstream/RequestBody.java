package dev.untorn.origin.upstream;

import java.util.OptionalLong;

/** What follows a request's head. */
public sealed interface RequestBody {
  /** Nothing. */
  record None() implements RequestBody {}

  /**
   * A body that is read as fast as the upstream takes it, on the loop of the request or another. It
   * is read to its end or cancelled, whatever becomes of the request.
   *
   * @param lengthBytes announced by Content-Length; if empty, the body is sent in chunks
   */
  record Streamed(OptionalLong lengthBytes, Start start, BodySource source)
      implements RequestBody {}

  /** When a body begins. */
  enum Start {
    /** Behind the head. */
    AT_ONCE,
    /** When the upstream has asked for it, or has not answered for a moment (RFC 9110, 10.1.1). */
    ON_CONTINUE
  }

  /** Gives up a body that will not be read. */
  default void cancel() {
    switch (this) {
      case None _ -> {}
      case Streamed body -> body.source().cancel();
    }
  }
}
