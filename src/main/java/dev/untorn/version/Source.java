package dev.untorn.version;

/**
 * A file or object found by an origin, for the store to take a version of. The receiver closes it.
 */
public sealed interface Source extends AutoCloseable permits OpenFile, Fetch {
  /**
   * Its place, unique among all origins, to find the last committed version there. Not used to open
   * anything.
   */
  String name();

  Identity identity();

  Representation representation();

  Policy policy();

  @Override
  void close();
}
