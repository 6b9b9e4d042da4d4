package dev.untorn.version.store;

import dev.untorn.config.WhileWriting;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Body;
import dev.untorn.version.Entry;
import dev.untorn.version.Hold;
import dev.untorn.version.lease.Guard;
import java.util.concurrent.CompletableFuture;

/** Serves the last committed version, for a bounded time, while a file is written. Thread-safe. */
public record StaleVersions(VersionCache cache, long staleMaxNanos) {
  /** The last committed version, if the policy and its age allow. */
  CompletableFuture<Acquisition> of(String name, Entry.Key key) {
    CompletableFuture<Acquisition> answer = new CompletableFuture<>();
    Entry committed = cache.lastCommitted(name, Entry.File.of(key));
    if (key.policy().whileWriting() == WhileWriting.REFUSE) {
      answer.complete(new Acquisition.Unstable(false));
    } else if (committed == null) {
      answer.complete(new Acquisition.Unstable(true));
    } else if (committed.version().body() instanceof Body.Leased(Guard guard)) {
      // Until its copy is made, the writer is still paused.
      guard.look();
      whenDecided(guard, () -> answer.complete(lastCommitted(committed)));
    } else {
      answer.complete(lastCommitted(committed));
    }
    return answer;
  }

  private static void whenDecided(Guard guard, Runnable task) {
    if (guard.phase() == Guard.Phase.STANDING) {
      task.run(); // Another file has this name now, and is being written.
    } else {
      guard.whenResolved(task);
    }
  }

  private Acquisition lastCommitted(Entry entry) {
    long standingInNanos = entry.standingInNanos(System.nanoTime());
    return entry.isBroken() || standingInNanos > staleMaxNanos
        ? new Acquisition.Unstable(true)
        : held(entry, Math.max(1, standingInNanos));
  }

  /** Opens a hold, unless the entry is freed already. */
  static Acquisition held(Entry entry, long standingInNanos) {
    Hold hold = entry.hold(System.nanoTime());
    return hold == null
        ? new Acquisition.Unstable(true)
        : new Acquisition.Held(hold, standingInNanos);
  }
}
