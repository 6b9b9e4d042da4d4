package dev.untorn.version;

/** A state of a file: the lookup key. Equal ones mean one state while {@link Freshness} lasts. */
public sealed interface Identity permits Stamp, UpstreamTag {
  /** The file, in any state and under any name. */
  Subject subject();

  /** A hash of the fields that differ between states of a file. */
  long stateHash();

  /** A file of an origin; its aliases share one. */
  sealed interface Subject {
    record Inode(long device, long inode) implements Subject {}

    record Resource(String origin, String key) implements Subject {}
  }

  /** Each result bit depends on all input bits (the finalizer of SplitMix64). */
  static long mixed(long bits) {
    long a = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
    return b ^ b >>> 31;
  }
}
