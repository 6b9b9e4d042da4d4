package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.ProveResult;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.origin.proxy.digest.DigestCheck;
import dev.untorn.origin.proxy.digest.Disproof;
import dev.untorn.origin.proxy.digest.NamedDigest;
import dev.untorn.origin.proxy.fill.ProxyObserver.FillEnd;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Proves a body of which all bytes are there. */
record Proving(Fetched subject, ObjectFill fill, FillEnding ending, FillTasks tasks) {
  /** What is claimed of a body once it is whole, whatever digest is named. */
  static Proof undigested(Fetched subject) {
    return PartRequest.joiningTag(subject.head()).isPresent() ? Proof.PINNED : Proof.FRAMED;
  }

  /** Does nothing if the fill is over. On a worker. */
  void begin(Fields trailers) {
    if (!ending.begin()) {
      return;
    }
    CompletableFuture<Optional<NamedDigest>> digest =
        subject.check().sidecar().digest().toCompletableFuture();
    if (digest.isDone()) {
      prove(trailers, digest.join());
    } else {
      var _ = digest.thenAccept(beside -> tasks.run(() -> prove(trailers, beside), () -> {}));
    }
  }

  private void prove(Fields trailers, Optional<NamedDigest> beside) {
    try {
      fill.hashRest();
      switch (subject.check().compare(fill, trailers, beside)) {
        case DigestCheck.Outcome.Agrees() -> prove(Proof.DIGESTED);
        case DigestCheck.Outcome.Unnamed() -> prove(undigested(subject));
        case DigestCheck.Outcome.Differs(Disproof disproof) ->
            ending.refuted(FillEnd.WRONG_DIGEST, disproof.forLog());
      }
    } catch (IOException e) {
      ending.givenUp(FillEnd.FAILED, "it cannot be read again: " + e.getMessage());
    }
  }

  private void prove(Proof proof) {
    switch (fill.prove(proof)) {
      case ProveResult.Proved(StoredObject object) -> ending.proved(object);
      case ProveResult.WrongLength(long bytes, long announced) ->
          ending.ended(FillEnd.CUT, "%d bytes came in place of %d".formatted(bytes, announced));
    }
  }
}
