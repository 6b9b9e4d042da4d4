package dev.untorn.origin.s3;

import dev.untorn.origin.Folder;
import dev.untorn.origin.ListingMemory;
import dev.untorn.version.Outage;
import java.util.List;

/** What is below a path. */
public sealed interface ListResult {
  /** All of it; the receiver closes the memory. */
  record Entries(List<Folder.Entry> entries, ListingMemory.Charge memory) implements ListResult {}

  /** Nothing: there is no such folder. */
  record Nothing() implements ListResult {}

  /** The credentials do not allow to list. */
  record Denied() implements ListResult {}

  /** More than can be listed. */
  record TooMany() implements ListResult {}

  /** Not now; the reason is a sentence for people. */
  record Failed(Outage outage, String reason) implements ListResult {}
}
