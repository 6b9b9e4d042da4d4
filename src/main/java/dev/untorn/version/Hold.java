package dev.untorn.version;

/** A counted reference to a version while a response uses it. Closed once, from any thread. */
public interface Hold extends AutoCloseable {
  /** The version; not to be used after the close. */
  Version version();

  /** The place in the origin that it was taken from, as in {@link Source}. */
  String name();

  /** Lets go; the version may be freed now. Idempotent. */
  @Override
  void close();
}
