package dev.untorn.origin;

import dev.untorn.version.Source;

/** What a target names. */
public sealed interface Resolution {
  /** A regular file, open; the receiver owns the descriptor. */
  record Found(Source source) implements Resolution {}

  /**
   * A directory without an index file, to be listed.
   *
   * @param memory what the folder takes, to be closed when it is no longer needed
   */
  record Listed(Folder folder, ListingMemory.Charge memory) implements Resolution {}

  /** A directory with more entries than can be listed (507). */
  record TooManyEntries() implements Resolution {}

  /**
   * Too much of the kind is under way (503).
   *
   * @param reason a sentence for people
   */
  record Busy(String reason) implements Resolution {}

  /** A directory named without its trailing slash. */
  record NeedsSlash() implements Resolution {}

  /** Nothing that could be served (404). */
  record Missing() implements Resolution {}

  /** The served directory itself is not there (503): it may come back at any moment. */
  record RootGone() implements Resolution {}

  /** Not permitted (403): no read permission, or a listing that is switched off. */
  record Forbidden() implements Resolution {}

  /** Renames raced with each walk of the path: worth another look soon. */
  record Raced() implements Resolution {}

  /** Descriptors, memory or space have run out (503). */
  record Exhausted(String reason) implements Resolution {}

  /** The disk or the kernel failed, which tells nothing of the client or of what runs out (500). */
  record Failed(String reason) implements Resolution {}
}
