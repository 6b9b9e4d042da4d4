package dev.untorn.http.page;

import dev.untorn.origin.Folder.Entry;
import java.util.List;

/** How a folder is written, in parts that follow each other. */
public interface ListingFormat {
  String mediaType();

  /** What comes before the entries. */
  byte[] begin();

  /**
   * Some entries.
   *
   * @param first whether none came before
   */
  byte[] rows(List<Entry> entries, boolean first);

  /** What comes after the entries. */
  byte[] end();
}
