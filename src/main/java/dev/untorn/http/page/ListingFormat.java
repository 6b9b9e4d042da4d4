package dev.untorn.http.page;

import dev.untorn.origin.Folder.Entry;
import java.util.List;

public interface ListingFormat {
  String mediaType();

  void begin();

  void row(Entry entry);

  void end();

  /** Returns what was written since the last call. */
  byte[] take();

  default byte[] whole(List<Entry> entries) {
    begin();
    entries.forEach(this::row);
    end();
    return take();
  }
}
