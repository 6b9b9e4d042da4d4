package dev.untorn.version.snapshot;

import dev.untorn.version.StoreObserver;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.PrivateFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class CopySealerInMemoryTest extends SealerContract {
  @TempDir Path directory;

  @Override
  Path directory() {
    return directory;
  }

  @Override
  Sealer sealer(PrivateFiles files, Capacity capacity, StoreObserver observer) {
    return new CopySealer(files, new CopyScheduler(Runnable::run), observer);
  }

  @Override
  long diskBytes() {
    return 0;
  }

  @Override
  int sizeBytes() {
    return 9 * 1024 * 1024;
  }
}
