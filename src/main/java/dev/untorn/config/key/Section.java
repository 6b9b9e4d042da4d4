package dev.untorn.config.key;

import java.util.List;

/** Keys that belong together, in the order of the reference file. */
public record Section(String name, String sentence, List<Key<?>> keys) {
  public Section {
    keys = List.copyOf(keys);
  }
}
