package dev.untorn.http.page;

import dev.untorn.origin.Folder.Entry;
import java.util.List;

/** Writes one folder, part by part. */
public interface ListingFormat {
  String mediaType();

  /** Writes what comes before the entries. */
  void begin();

  void row(Entry entry);

  /** Writes what comes after the entries. */
  void end();

  /** What was written since the last call. */
  byte[] take();

  /** All of it in one piece, for few entries. */
  default byte[] whole(List<Entry> entries) {
    begin();
    entries.forEach(this::row);
    end();
    return take();
  }
}
