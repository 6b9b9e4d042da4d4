package dev.untorn.origin.upstream;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Compares a body, a piece after the other, with what its sender says of all of it. */
public interface BodyCheck {
  void update(ByteBuffer piece);

  /** How all pieces differ from it, for people; empty if they do not. Asked for once. */
  Optional<String> difference();
}
