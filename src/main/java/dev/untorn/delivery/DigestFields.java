package dev.untorn.delivery;

import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.semantics.Plan;
import dev.untorn.semantics.WantedDigests;
import dev.untorn.version.Hold;
import dev.untorn.version.digest.Digest;
import dev.untorn.version.digest.Digester;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The digest fields of an answer (RFC 9530).
 *
 * @param repr of the whole representation, coded as sent (3)
 * @param content of the bytes of this answer (2). None for HEAD and 304, nor for multipart content:
 *     its framing is unique to the answer, and {@code repr} serves a client that joins ranges
 */
public record DigestFields(Optional<Digest> repr, Optional<Digest> content) {
  public static final DigestFields NONE = new DigestFields(Optional.empty(), Optional.empty());

  /**
   * A client that wants a digest accepts this delay of the first byte. A later digest is left out,
   * but computed all the same, for later requests.
   */
  private static final long WAIT_MAX_MILLIS = 1000;

  /** Computed for one answer and not kept, so it must be cheap compared with sending the bytes. */
  private static final long RANGE_MAX_BYTES = 16 << 20;

  /** Computes wanted digests; omits those that are late. {@code get} is false for HEAD. */
  public static CompletableFuture<DigestFields> of(
      Digester digester, Hold hold, Plan plan, boolean get, WantedDigests wanted) {
    CompletableFuture<Optional<Digest>> none = CompletableFuture.completedFuture(Optional.empty());
    CompletableFuture<Optional<Digest>> repr =
        isOfVersion(plan)
            ? wanted.repr().map(algorithm -> digester.whole(hold, algorithm)).orElse(none)
            : none;
    CompletableFuture<Optional<Digest>> content =
        get ? wanted.content().map(by -> content(digester, hold, plan, by)).orElse(none) : none;
    return bounded(repr).thenCombine(bounded(content), DigestFields::new);
  }

  private static boolean isOfVersion(Plan plan) {
    return switch (plan) {
      case Plan.Whole _, Plan.Part _, Plan.Parts _, Plan.NotModified _ -> true;
      case Plan.PreconditionFailed _, Plan.Unsatisfiable _ -> false;
    };
  }

  private static CompletableFuture<Optional<Digest>> content(
      Digester digester, Hold hold, Plan plan, DigestAlgorithm algorithm) {
    return switch (plan) {
      case Plan.Whole() -> digester.whole(hold, algorithm);
      case Plan.Part(ByteRange range) when range.lengthBytes() <= RANGE_MAX_BYTES ->
          digester.part(hold, algorithm, range.first(), range.lengthBytes());
      case Plan.Part _,
          Plan.Parts _,
          Plan.NotModified _,
          Plan.PreconditionFailed _,
          Plan.Unsatisfiable _ ->
          CompletableFuture.completedFuture(Optional.empty());
    };
  }

  /** Gives up only on a copy of the future: others may wait for it. */
  private static CompletableFuture<Optional<Digest>> bounded(
      CompletableFuture<Optional<Digest>> digest) {
    return digest.isDone()
        ? digest
        : digest.copy().completeOnTimeout(Optional.empty(), WAIT_MAX_MILLIS, TimeUnit.MILLISECONDS);
  }

  public boolean isEmpty() {
    return repr.isEmpty() && content.isEmpty();
  }
}
