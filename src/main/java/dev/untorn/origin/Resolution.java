package dev.untorn.origin;

import dev.untorn.version.Source;

/** What a target names. */
public sealed interface Resolution {
  /** A regular file, open; the receiver owns the descriptor. */
  record Found(Source source) implements Resolution {}

  /** A directory without an index file, to be listed. */
  record Listed(Folder folder) implements Resolution {}

  /** A directory named without its trailing slash. */
  record NeedsSlash() implements Resolution {}

  /** Nothing that could be served (404). */
  record Missing() implements Resolution {}

  /** Not permitted (403): no read permission, or a listing that is switched off. */
  record Forbidden() implements Resolution {}

  /** Descriptors or memory have run out (503). */
  record Exhausted(String reason) implements Resolution {}
}
