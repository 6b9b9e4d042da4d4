package dev.untorn.version;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class CopySealerOnDiskTest extends SealerContract {
  @TempDir Path directory;

  @Override
  Path directory() {
    return directory;
  }

  @Override
  Sealer sealer(PrivateFiles files, Room room, StoreObserver observer) {
    return new CopySealer(files, new Turns(Runnable::run), Runnable::run, observer, () -> false);
  }

  @Override
  int sizeBytes() {
    return 9 * 1024 * 1024;
  }
}
