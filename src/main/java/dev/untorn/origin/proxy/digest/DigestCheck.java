package dev.untorn.origin.proxy.digest;

import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.proxy.digest.Disproof.Claim;
import dev.untorn.semantics.Fields;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What an origin names of one body that is being fetched, and whether the body is that.
 *
 * @param key the object's
 * @param head the response's fields
 * @param sidecar ended with the fetch
 * @param negativeMillis for how long it is refused if it is not
 */
public record DigestCheck(
    String key,
    Fields head,
    Sidecar sidecar,
    Claim claim,
    Disproofs disproofs,
    long negativeMillis) {
  /** What came of it. */
  public sealed interface Outcome {
    /** No digest is known. */
    record Unnamed() implements Outcome {}

    record Agrees() implements Outcome {}

    record Differs(Disproof disproof) implements Outcome {}
  }

  /**
   * Compares all that is there with the digests of head, trailers and the file beside it, which
   * must all agree. Trailers count as the head does: a digest is often known only behind the body.
   * On a worker.
   *
   * @throws IOException if the body cannot be read again
   */
  public Outcome compare(ObjectFill body, Fields trailers, Optional<NamedDigest> beside)
      throws IOException {
    Set<NamedDigest> named = NamedDigest.of(head);
    named.addAll(NamedDigest.of(trailers));
    beside.ifPresent(named::add);
    for (NamedDigest each : named) {
      String actual = each.hash().of(body);
      if (!actual.equals(each.hex())) {
        Disproof disproof = new Disproof(claim, each, actual);
        disproofs.note(key, disproof, negativeMillis);
        return new Outcome.Differs(disproof);
      }
    }
    disproofs.forget(key);
    return named.isEmpty() ? new Outcome.Unnamed() : new Outcome.Agrees();
  }
}
