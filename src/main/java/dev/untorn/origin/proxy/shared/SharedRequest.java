package dev.untorn.origin.proxy.shared;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.version.Outage;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One request to the origin. Who waits for it gets its outcome as soon as its head is there.
 * Thread-safe.
 */
public final class SharedRequest {
  /** What came of it. */
  public sealed interface Outcome {
    /** What was there still is the one, and has this head now. */
    record Confirmed(StoredHead head) implements Outcome {}

    /** A response for everybody whom its Vary selects, being fetched. */
    record Fetching(Fill fill) implements Outcome {}

    /** A response for the one who asked. */
    record Alone() implements Outcome {}

    /** No response that can be used. */
    record Failed(Outage outage, String reason) implements Outcome {}

    /** Nothing: the origin was not asked. */
    record Unasked() implements Outcome {}
  }

  private static final Outcome ALONE = new Outcome.Alone();
  private static final Outcome UNASKED = new Outcome.Unasked();

  private final String directives;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private volatile OptionalLong sentNanos = OptionalLong.empty();

  /** With these directives to caches. */
  public SharedRequest(String directives) {
    this.directives = directives;
  }

  String directives() {
    return directives;
  }

  /** It is about to be sent. */
  public void sending() {
    if (sentNanos.isEmpty()) {
      sentNanos = OptionalLong.of(System.nanoTime());
    }
  }

  /**
   * Whether its answer is one to another request, too: it was sent after that one came, so that the
   * origin's state is no older, and with the same directives, which caches on the way obey.
   */
  public boolean answers(long arrivedNanos, String otherDirectives) {
    OptionalLong sent = sentNanos;
    return sent.isPresent()
        && sent.getAsLong() - arrivedNanos > 0
        && directives.equals(otherDirectives);
  }

  /** Never exceptional. */
  public CompletionStage<Outcome> outcome() {
    return outcome;
  }

  boolean isOver() {
    return outcome.isDone();
  }

  public void confirmed(StoredHead head) {
    end(new Outcome.Confirmed(head));
  }

  public void fetching(Fill fill) {
    end(new Outcome.Fetching(fill));
  }

  /** Its response is for the one who asked. */
  public void alone() {
    end(ALONE);
  }

  public void failed(Outage outage, String reason) {
    end(new Outcome.Failed(outage, reason));
  }

  /** Who made it needs it no more; does nothing if it has an outcome. */
  public void over() {
    end(UNASKED);
  }

  private void end(Outcome how) {
    var _ = outcome.complete(how);
  }
}
