package dev.untorn.origin.proxy.fill;

import dev.untorn.origin.upstream.BodySource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks for the rest of a body that broke off while it was fetched. */
@FunctionalInterface
public interface Continuation {
  /**
   * So many of the bytes that are there are fetched again and compared: enough to tell two versions
   * of nearly any file apart, if an origin's tag does not.
   */
  int OVERLAP_BYTES = 4096;

  /** There is none. */
  Continuation NONE = _ -> CompletableFuture.completedFuture(Optional.empty());

  /**
   * All bytes from one on; empty if what comes may not be joined to what is there. Never completes
   * exceptionally.
   */
  CompletionStage<Optional<BodySource>> from(long firstByte);
}
