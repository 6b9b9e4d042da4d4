package dev.untorn.lab.upstream;

import java.util.Optional;

/**
 * What the origin sent for one request. Times are {@link System#nanoTime}.
 *
 * @param tag the entity tag that it gave to the version; none if it is that of another one
 * @param bytes of the version's content that it sent
 * @param closing whether the last byte of the version was among them, and the message ended as its
 *     framing says
 * @param faulty whether the origin did what its kind is about
 * @param endNanos {@link #UNFINISHED} until then
 */
public record UpstreamExchange(
    long version,
    int status,
    Optional<String> tag,
    long bytes,
    boolean closing,
    boolean faulty,
    long beginNanos,
    long endNanos) {
  public static final long UNFINISHED = Long.MAX_VALUE;

  boolean isFinished() {
    return endNanos != UNFINISHED;
  }
}
