package dev.untorn.version;

/** A file or object to take a version of, found by an origin. The receiver closes it. */
public sealed interface Source extends AutoCloseable permits OpenFile, Fetch {
  /** Its place, unique among all origins, to find its last committed version; never opened. */
  String name();

  Identity identity();

  Representation representation();

  Policy policy();

  @Override
  void close();
}
