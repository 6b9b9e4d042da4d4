package dev.untorn.version;

import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.LastModified;
import java.util.concurrent.CompletionStage;

/**
 * An object that an origin must be asked for. The origin knows its head already, and so all that a
 * response's head needs; it makes the body itself, which may be sent while it grows ({@link
 * CopyProgress}).
 */
public non-sealed interface Fetch extends Source {
  @Override
  UpstreamTag identity();

  /** The origin's own strong tag, or one made of the content. */
  EntityTag tag();

  /** The origin's date of it. */
  LastModified modified();

  /**
   * Asks for the bytes: once, for all clients that want them meanwhile. Never blocks. Completed
   * when the first bytes may be sent, on any thread.
   */
  CompletionStage<Result> begin();

  /** How the beginning of a fetch ended. */
  sealed interface Result {}

  /**
   * There is a body, perhaps still growing.
   *
   * @param body {@link Body.Memory} or {@link Body.Sealed}
   * @param proof that the body is, or will be, the object as its origin sent it
   * @param freshness for how long the identity means this body
   * @param free gives the body's resources back
   */
  record Begun(Body body, Proof proof, Freshness freshness, Runnable free) implements Result {}

  /** There is none. */
  record Failed(Outage outage, String reason) implements Result {}
}
