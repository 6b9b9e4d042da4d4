package dev.untorn.version;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class MemorySealerTest extends SealerContract {
  @TempDir Path directory;

  @Override
  Path directory() {
    return directory;
  }

  @Override
  Sealer sealer(PrivateFiles files, Room room, StoreObserver observer) {
    return new MemorySealer(64 * 1024, room, observer);
  }

  @Override
  int sizeBytes() {
    return 64 * 1024;
  }
}
