package dev.untorn.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a response is read.
 *
 * @param answersHead whether the request's method was HEAD, so that no content follows
 * @param sink takes the content instead of memory, for huge files; a buffer is valid during the
 *     call only
 * @param timeout for the whole response; the client's own if empty
 */
public record Reading(
    boolean answersHead,
    Optional<Consumer<ByteBuffer>> sink,
    Pace pace,
    Optional<Duration> timeout) {
  /** An answer to GET, into memory, as fast as it comes. */
  public static final Reading PLAIN =
      new Reading(false, Optional.empty(), Pace.FULL, Optional.empty());

  /** An answer to HEAD. */
  public static final Reading OF_HEAD =
      new Reading(true, Optional.empty(), Pace.FULL, Optional.empty());

  /** The same, with the content passed on as it comes. */
  public Reading into(Consumer<ByteBuffer> consumer) {
    return new Reading(answersHead, Optional.of(consumer), pace, timeout);
  }

  /** The same at another pace. */
  public Reading at(Pace otherPace) {
    return new Reading(answersHead, sink, otherPace, timeout);
  }

  /** The same with another deadline. */
  public Reading within(Duration otherTimeout) {
    return new Reading(answersHead, sink, pace, Optional.of(otherTimeout));
  }
}
