package dev.untorn.origin;

import dev.untorn.semantics.Fields;
import dev.untorn.semantics.Status;
import dev.untorn.version.Outage;
import dev.untorn.version.Source;

/** What a target resolves to. */
public sealed interface Resolution {
  /** A file; the receiver closes it. */
  record Found(Source source) implements Resolution {}

  /**
   * An upstream's own answer, or a stored one, that is no version: sent on as it comes. The
   * receiver closes the body.
   */
  record Relayed(int code, Fields fields, StreamBody body) implements Resolution {}

  /** The answer of a proxy, and how its cache came to it. */
  record Cached(CacheFacts facts, Resolution answer) implements Resolution {}

  /** A directory without an index file; the receiver closes the memory. */
  record Listed(Folder folder, ListingMemory.Use memory) implements Resolution {}

  /** A directory with more entries than can be listed (507). */
  record TooManyEntries() implements Resolution {}

  /** A directory requested without its trailing slash. */
  record NeedsSlash() implements Resolution {}

  /** Nothing that may be served (404). */
  record Missing() implements Resolution {}

  /** For nothing that is served here; the reason is a sentence for people. */
  record Refused(Status status, String reason) implements Resolution {}

  /** Not permitted (403): no read permission, or listings are disabled. */
  record Forbidden() implements Resolution {}

  /** The origin cannot answer now; the reason is a sentence for people. */
  record Unavailable(Outage outage, String reason) implements Resolution {}

  /** Renames raced with each walk of the path: worth another try soon. */
  record Raced() implements Resolution {}

  /** Descriptors, memory or space have run out (503). */
  record Exhausted(String reason) implements Resolution {}

  /** The disk or the kernel failed (500). */
  record Failed(String reason) implements Resolution {}
}
