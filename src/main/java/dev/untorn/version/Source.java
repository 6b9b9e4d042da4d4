package dev.untorn.version;

/** What an origin hands up for the store to take a version of. The receiver closes it. */
public sealed interface Source extends AutoCloseable permits OpenFile, Fetch {
  /**
   * The place that it comes from, for finding the last committed version there: no two places of
   * all origins share a name. Not used to open anything.
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
