package dev.untorn.version;

import dev.untorn.version.digest.Digests;

/** A counted reference to a version while a response uses it. Closed once, from any thread. */
public interface Hold extends AutoCloseable {
  /** The version; not to be used after the close. */
  Version version();

  /** The place in the origin that it was taken from, as in {@link Source}. */
  String name();

  /** A second hold on the same version, closed independently. */
  Hold another();

  /** The digests of the version's bytes. */
  Digests digests();

  /** Releases the version, which may be freed now. Idempotent. */
  @Override
  void close();
}
