package dev.untorn.version;

import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import java.util.concurrent.CompletionStage;

/**
 * An object to be fetched. Its origin already knows the values for a response's head, and makes the
 * body, which may be sent while it grows.
 */
public non-sealed interface Fetch extends Source {
  @Override
  UpstreamTag identity();

  /** The origin's own strong tag, or one made of the content. */
  EntityTag tag();

  LastModified modified();

  /** Starts the shared fetch. Never blocks. Completes, on any thread, at the first bytes. */
  CompletionStage<Result> begin();

  /** The version that was made of what {@link #begin} began: it is kept while nobody reads it. */
  default void made(Entry version) {}

  sealed interface Result {}

  /**
   * There is a body, {@link Body.Memory} or {@link Body.Sealed}, perhaps still growing. The proof
   * is that it is, or will be, the object as its origin sent it.
   */
  record Begun(Body body, Proof proof, Freshness freshness, Runnable free) implements Result {}

  record Failed(Outage outage, String reason) implements Result {}
}
