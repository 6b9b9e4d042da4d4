package dev.untorn.version;

import dev.untorn.version.digest.Digests;

/** A counted reference to a version while a response uses it. Closed once, from any thread. */
public interface Hold extends AutoCloseable {
  /** The version; do not use it after closing the hold. */
  Version version();

  String name();

  /** A second hold on the same version, closed independently. */
  Hold another();

  Digests digests();

  /** Releases the version, which may be freed now. Idempotent. */
  @Override
  void close();
}
