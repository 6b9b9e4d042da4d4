package dev.untorn.origin.s3;

import dev.untorn.origin.Folder;
import dev.untorn.origin.ListingMemory;
import dev.untorn.version.Outage;
import java.util.List;

/** What is below a path. */
public sealed interface ListResult {
  /**
   * All of it, or a part; the receiver closes the memory.
   *
   * @param next behind this name more of it begins; empty if nothing follows
   */
  record Entries(List<Folder.Entry> entries, String next, ListingMemory.Use memory)
      implements ListResult {}

  /** Nothing: there is no such folder. */
  record Nothing() implements ListResult {}

  /** The credentials do not allow to list. */
  record Denied() implements ListResult {}

  /** More than can be listed. */
  record TooMany() implements ListResult {}

  /** Not now; the reason is a sentence for people. */
  record Failed(Outage outage, String reason) implements ListResult {}
}
