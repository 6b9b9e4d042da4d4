package dev.untorn.version.snapshot;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.version.Policy;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.PrivateFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Copies of versions whose tags are made of their content. */
final class CopySealerOfWholesTest extends SealerContract {
  @TempDir Path directory;

  @Override
  Path directory() {
    return directory;
  }

  @Override
  Sealer sealer(PrivateFiles files, Capacity capacity, StoreObserver observer) {
    return new CopySealer(
        files,
        new CopyScheduler(task -> {
          throw new AssertionError("a whole is copied without turns");
        }),
        observer);
  }

  @Override
  Policy policy() {
    return new Policy(Mode.SNAPSHOT, WhileWriting.COMMITTED, TagBasis.CONTENT, DateTrust.CHECKED);
  }

  @Override
  int sizeBytes() {
    return 9 * 1024 * 1024;
  }
}
