package dev.untorn.origin.object.files;

import dev.untorn.origin.object.files.StoreFiles.Durability;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Makes and replaces the primary records of keys. Blocks; thread-safe. */
public record KeyRecords(CountedFiles counted) {
  /** The key's record. Other names in Vary make a new one: old objects do not fit them. */
  public Primary of(String key, List<String> varyNames) throws IOException {
    StoreFiles files = counted.files();
    ObjectName name = Primary.name(key);
    synchronized (files.lock(name)) {
      Optional<Primary> old = files.primary(key);
      if (old.isPresent() && old.get().varyNames().equals(varyNames)) {
        return old.get();
      }
      Primary made = Primary.of(key, varyNames);
      counted.replace(name, name.keyPath(), made.record(), Durability.SOON);
      return made;
    }
  }

  /** Gives a key a new generation, for good once this returns. Returns the old record. */
  public Optional<Primary> renew(String key) throws IOException {
    StoreFiles files = counted.files();
    ObjectName name = Primary.name(key);
    Optional<Primary> old;
    synchronized (files.lock(name)) {
      old = files.primary(key);
      Primary made = Primary.of(key, old.map(Primary::varyNames).orElse(List.of()));
      counted.replace(name, name.keyPath(), made.record(), Durability.NOW);
    }
    files.directory().syncNames(name.folder());
    return old;
  }
}
