package dev.untorn.origin.object.evict;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the objects of a sample are evicted. Those requested once go first, the ones
 * not used for longest before others, until only a twentieth of the bytes is left to them; then
 * those requested least often. So what a scan brings in takes no more than that, and an object may
 * wait there for its second request (as in the small queue of S3-FIFO, SOSP 2023). Not thread-safe.
 */
public final class EvictionOrder<T> {
  /** What is left to objects that were requested once: 1/20 of the bytes. */
  private static final int ONCE_SHARE = 20;

  /** So often requested is not once. */
  private static final int AGAIN = 2;

  /**
   * Something that may be evicted.
   *
   * @param sizeBytes 0 if it is no part of the sample, but may go with it
   * @param requests of late
   * @param usedAgain whether it was used at another time than when it was stored
   */
  public record Candidate<T>(
      T item, long sizeBytes, long usedNanos, int requests, boolean usedAgain) {
    public boolean isOnce() {
      return requests < AGAIN && !usedAgain;
    }
  }

  private final Deque<Candidate<T>> once;
  private final Deque<Candidate<T>> again;
  private long onceBytes;
  private long bytes;

  public EvictionOrder(List<Candidate<T>> sample) {
    Comparator<Candidate<T>> longestUnused = Comparator.comparingLong(Candidate::usedNanos);
    Comparator<Candidate<T>> leastRequested = Comparator.comparingInt(Candidate::requests);
    this.once = sorted(sample, Candidate::isOnce, longestUnused);
    this.again =
        sorted(sample, each -> !each.isOnce(), leastRequested.thenComparing(longestUnused));
    for (Candidate<T> each : sample) {
      bytes += each.sizeBytes();
      onceBytes += each.isOnce() ? each.sizeBytes() : 0;
    }
  }

  private static <T> Deque<Candidate<T>> sorted(
      List<Candidate<T>> sample, Predicate<Candidate<T>> which, Comparator<Candidate<T>> order) {
    return new ArrayDeque<>(sample.stream().filter(which).sorted(order).toList());
  }

  /** The next one; empty if there is none. */
  public Optional<Candidate<T>> next() {
    boolean isOnce = again.isEmpty() || onceBytes > bytes / ONCE_SHARE;
    return isOnce && !once.isEmpty() ? nextOnce() : taken(again.poll());
  }

  /** The next one of those that were requested once; empty if there is none. */
  public Optional<Candidate<T>> nextOnce() {
    Optional<Candidate<T>> next = taken(once.poll());
    next.ifPresent(each -> onceBytes -= each.sizeBytes());
    return next;
  }

  private Optional<Candidate<T>> taken(@Nullable Candidate<T> next) {
    if (next != null) {
      bytes -= next.sizeBytes();
    }
    return Optional.ofNullable(next);
  }
}
