package dev.untorn.version.lease;

import dev.untorn.version.Tasks;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The users of a guarded file, and those whose clients may see its pages. Guarded by its guard. */
final class GuardUsers {
  /** After this many same-host responses a private copy, sent by sendfile, is cheaper. */
  private static final int COPIED_FOR_MANY = 8;

  /** Time to reset a connection that has been handed a whole response, on a busy machine. */
  private static final long SILENCING_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final Set<GuardUser> all = new HashSet<>();
  private final Set<GuardUser> handingOut = ConcurrentHashMap.newKeySet();
  private final AtomicInteger copiedFor = new AtomicInteger();

  boolean add(GuardUser user) {
    return all.add(user);
  }

  void handsOut(GuardUser user) {
    handingOut.add(user);
  }

  void remove(GuardUser user) {
    all.remove(user);
    handingOut.remove(user);
  }

  /** Counts a client served by copying; returns whether there have been many. Takes no lock. */
  boolean isOneMoreCopiedForMany() {
    return copiedFor.incrementAndGet() >= COPIED_FOR_MANY;
  }

  boolean isAnyHandingOut() {
    return !handingOut.isEmpty();
  }

  List<GuardUser> all() {
    return List.copyOf(all);
  }

  /** Estimated time to silence all who hand out pages. Any thread. */
  long silencingNanos() {
    return handingOut.size() * SILENCING_NANOS;
  }

  List<GuardUser> handingOut() {
    return List.copyOf(handingOut);
  }

  /**
   * Notifies users, one task per event loop. Where a loop has ended, and its connections with it,
   * calls {@code gone} here.
   */
  static void tell(List<GuardUser> users, Consumer<GuardUser> something, Consumer<GuardUser> gone) {
    Map<Executor, List<GuardUser>> byLoop =
        users.stream().collect(Collectors.groupingBy(GuardUser::loop));
    byLoop.forEach((loop, its) -> {
      try {
        loop.execute(() -> its.forEach(user -> Tasks.run(() -> something.accept(user))));
      } catch (RejectedExecutionException e) {
        its.forEach(gone);
      }
    });
  }

  /** The first offset that any user still has to send; at most {@code sizeBytes}. */
  long neededFrom(long sizeBytes) {
    return all.stream()
        .mapToLong(user -> Math.min(sizeBytes, user.neededFrom()))
        .min()
        .orElse(sizeBytes);
  }
}
