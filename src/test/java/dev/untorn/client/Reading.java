package dev.untorn.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a response is read.
 *
 * @param sink receives the content of huge files instead of memory; a buffer is valid during the
 *     call only
 * @param timeout for the whole response; the client's own if empty
 */
public record Reading(
    boolean answersHead,
    Optional<Consumer<ByteBuffer>> sink,
    Pace pace,
    Optional<Duration> timeout) {
  /** A response to GET, into memory, at full speed. */
  public static final Reading PLAIN =
      new Reading(false, Optional.empty(), Pace.FULL, Optional.empty());

  public static final Reading OF_HEAD =
      new Reading(true, Optional.empty(), Pace.FULL, Optional.empty());

  public Reading into(Consumer<ByteBuffer> consumer) {
    return new Reading(answersHead, Optional.of(consumer), pace, timeout);
  }

  public Reading at(Pace otherPace) {
    return new Reading(answersHead, sink, otherPace, timeout);
  }

  public Reading within(Duration otherTimeout) {
    return new Reading(answersHead, sink, pace, Optional.of(otherTimeout));
  }
}
