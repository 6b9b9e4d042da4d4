package dev.untorn.version;

/**
 * What makes one state of a file this one: the store finds a version by it. Equal identities are
 * the same state as long as the origin's {@link Freshness} says so.
 */
public sealed interface Identity permits Stamp, UpstreamTag {
  /** The file, whatever its names and its state. */
  Subject subject();

  /** A hash of what tells the states of one file apart. */
  long stateHash();

  /** A file of an origin: aliases of it share one. */
  sealed interface Subject {
    /** Of a directory. */
    record Inode(long device, long inode) implements Subject {}

    /** Of an upstream. */
    record Resource(String origin, String key) implements Subject {}
  }

  /** Each bit depends on all bits given (the finalizer of SplitMix64). */
  static long mixed(long bits) {
    long a = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
    return b ^ b >>> 31;
  }
}
