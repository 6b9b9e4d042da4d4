package dev.untorn.version;

/** What an origin hands up for the store to take a version of. The receiver closes it. */
public sealed interface Source extends AutoCloseable permits OpenFile, Fetch {
  /**
   * Identifies the place in the origin, for finding its last committed version; not used to open
   * anything.
   */
  String name();

  /** Which state it is, as far as is known yet. */
  Identity identity();

  /** What the bytes are. */
  Representation representation();

  /** How a version of it is to be taken. */
  Policy policy();

  @Override
  void close();
}
