package dev.untorn.version;

import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import java.util.concurrent.CompletionStage;

/**
 * An object that an origin must fetch. The origin already knows the values for a response's head;
 * it makes the body itself, which may be sent while it grows ({@link CopyProgress}).
 */
public non-sealed interface Fetch extends Source {
  @Override
  UpstreamTag identity();

  /** The origin's own strong tag, or one made of the content. */
  EntityTag tag();

  LastModified modified();

  /**
   * Starts the fetch, shared by all clients. Never blocks. Completes on any thread, when the first
   * bytes may be sent.
   */
  CompletionStage<Result> begin();

  sealed interface Result {}

  /**
   * There is a body, perhaps still growing.
   *
   * @param body {@link Body.Memory} or {@link Body.Sealed}
   * @param proof that the body is, or will be, the object as its origin sent it
   * @param freshness for how long the identity means this body
   * @param free frees the body's resources
   */
  record Begun(Body body, Proof proof, Freshness freshness, Runnable free) implements Result {}

  record Failed(Outage outage, String reason) implements Result {}
}
