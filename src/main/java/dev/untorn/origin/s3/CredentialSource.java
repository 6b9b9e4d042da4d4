package dev.untorn.origin.s3;

import dev.untorn.origin.s3.CredentialResult.Known;
import dev.untorn.origin.s3.CredentialResult.Unknown;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The credentials that requests are signed with, from a chain of places that may block: files,
 * token services, the machine's metadata. One worker asks a chain at a time, whoever waits.
 * Thread-safe.
 */
final class CredentialSource {
  /** Credentials are looked up again after this time: their file may have changed. */
  private static final Duration RENEWED = Duration.ofMinutes(1);

  /** Where there were none, the chain is asked again after this time, not for each request. */
  private static final Duration RETRIED = Duration.ofSeconds(5);

  /** As the AWS SDK: credentials that end so soon may end on their way. */
  private static final Duration ENDING = Duration.ofMinutes(1);

  /** A request does not wait longer: the chain has timeouts of seconds for each of its places. */
  static final Duration WAIT = Duration.ofSeconds(15);

  /** What is known, and until when it need not be looked up. */
  private record Held(CredentialResult result, long renewMillis, long endMillis) {}

  /** A question to the chain; who waits for it gets its answer, also if it counts no more. */
  private static final class Renewal {
    private final CompletableFuture<CredentialResult> result = new CompletableFuture<>();
  }

  private final Supplier<CredentialChain> chains;
  private final Executor workers;
  private final InstantSource clock;
  private @Nullable CredentialChain chain;
  private @Nullable Held held;
  private @Nullable Renewal underWay;

  /**
   * Asks nothing yet.
   *
   * @param chains makes a chain that remembers nothing
   */
  CredentialSource(Supplier<CredentialChain> chains, Executor workers, InstantSource clock) {
    this.chains = chains;
    this.workers = workers;
    this.clock = clock;
  }

  /** What is known, or will be within {@link #WAIT}. Never exceptional. */
  CompletionStage<CredentialResult> current() {
    Renewal renewal;
    boolean begins;
    CredentialResult usable;
    synchronized (this) {
      long nowMillis = clock.millis();
      usable = held != null && nowMillis < held.endMillis ? held.result : null;
      if (usable != null && held != null && nowMillis < held.renewMillis) {
        return CompletableFuture.completedFuture(usable);
      }
      begins = underWay == null;
      renewal = underWay == null ? new Renewal() : underWay;
      underWay = renewal;
    }
    if (begins) {
      begin(renewal);
    }
    return usable != null
        ? CompletableFuture.completedFuture(usable)
        : renewal
            .result
            .copy()
            .completeOnTimeout(
                new Unknown("no answer within " + WAIT.toSeconds() + " s"),
                WAIT.toSeconds(),
                TimeUnit.SECONDS);
  }

  /**
   * S3 refused these credentials: what the chain remembers of them is forgotten, and a question
   * that is under way is no more the one that counts.
   */
  void refused(AwsCredentialsIdentity identity) {
    CredentialChain idle;
    synchronized (this) {
      if (held == null || !held.result.equals(new Known(identity))) {
        return; // They have been renewed already.
      }
      idle = underWay == null ? chain : null; // Else its worker closes it.
      held = null;
      chain = null;
      underWay = null;
    }
    if (idle != null) {
      close(idle);
    }
  }

  private void close(CredentialChain idle) {
    try {
      workers.execute(idle::close);
    } catch (RejectedExecutionException e) {
      idle.close(); // A thread that the SDK has is better ended here than never.
    }
  }

  private void begin(Renewal renewal) {
    try {
      workers.execute(() -> end(renewal, ask()));
    } catch (RejectedExecutionException e) {
      end(renewal, new Unknown("all workers are busy"));
    }
  }

  private CredentialResult ask() {
    CredentialChain asked = chain();
    try {
      return new Known(asked.ask());
    } catch (RuntimeException e) { // Of many kinds: so the SDK says that there are none.
      return new Unknown(String.valueOf(e.getMessage()));
    } finally {
      closeUnlessCurrent(asked);
    }
  }

  private CredentialChain chain() {
    CredentialChain asked;
    synchronized (this) {
      asked = chain;
    }
    if (asked == null) {
      asked = chains.get();
      synchronized (this) {
        chain = asked;
      }
    }
    return asked;
  }

  private void closeUnlessCurrent(CredentialChain asked) {
    boolean isCurrent;
    synchronized (this) {
      isCurrent = asked.equals(chain);
    }
    if (!isCurrent) {
      asked.close();
    }
  }

  private void end(Renewal renewal, CredentialResult result) {
    synchronized (this) {
      if (renewal.equals(underWay)) {
        hold(result);
        underWay = null;
      }
    }
    var _ = renewal.result.complete(result);
  }

  private void hold(CredentialResult result) {
    long nowMillis = clock.millis();
    held =
        switch (result) {
          case Known(AwsCredentialsIdentity identity) -> {
            long end =
                identity
                    .expirationTime()
                    .map(at -> at.minus(ENDING).toEpochMilli())
                    .orElse(Long.MAX_VALUE);
            yield new Held(result, Math.min(end, nowMillis + RENEWED.toMillis()), end);
          }
          case Unknown _ -> {
            Held before = held;
            long retry = nowMillis + RETRIED.toMillis();
            yield before != null && nowMillis < before.endMillis && before.result instanceof Known
                ? new Held(before.result, Math.min(retry, before.endMillis), before.endMillis)
                : new Held(result, retry, retry);
          }
        };
  }
}
