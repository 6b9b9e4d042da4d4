package dev.untorn.version;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Who sends from a guarded file, and whose client may see its pages. Guarded by its guard. */
final class GuardUsers {
  /** So often must same-host clients have asked before a copy, which sends itself, pays. */
  private static final int COPIED_FOR_MANY = 8;

  private final Set<GuardUser> all = new HashSet<>();
  private final Set<GuardUser> handingOut = new HashSet<>();
  private final AtomicInteger copiedFor = new AtomicInteger();

  boolean add(GuardUser user) {
    return all.add(user);
  }

  /** From now on pages are handed out by one of them. */
  void handsOut(GuardUser user) {
    handingOut.add(user);
  }

  void remove(GuardUser user) {
    all.remove(user);
    handingOut.remove(user);
  }

  /** Counts one more client for whom bytes are copied: whether there have been many. No lock. */
  boolean isOneMoreCopiedForMany() {
    return copiedFor.incrementAndGet() >= COPIED_FOR_MANY;
  }

  boolean isAnyHandingOut() {
    return !handingOut.isEmpty();
  }

  List<GuardUser> all() {
    return List.copyOf(all);
  }

  List<GuardUser> handingOut() {
    return List.copyOf(handingOut);
  }

  /** The first offset that any of them still has to send; at most {@code sizeBytes}. */
  long neededFrom(long sizeBytes) {
    return all.stream()
        .mapToLong(user -> Math.min(sizeBytes, user.neededFrom()))
        .min()
        .orElse(sizeBytes);
  }
}
