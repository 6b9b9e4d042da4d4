package dev.untorn.version.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.testing.ScratchFilesystem;
import dev.untorn.version.StoreFixture;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.PrivateFiles;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"XFS", "BTRFS"})
final class CloneSealerTest extends SealerContract {
  private static @Nullable ScratchFilesystem scratch;

  CloneSealerTest(Filesystem kind) {
    try (LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(directory()))) {
      assertEquals(kind, Filesystem.of(root));
    }
  }

  @BeforeParameterizedClassInvocation
  static void mount(Filesystem kind) throws Exception {
    scratch = ScratchFilesystem.mount(kind);
  }

  @AfterParameterizedClassInvocation
  static void unmount() throws Exception {
    if (scratch != null) {
      scratch.close();
      scratch = null;
    }
  }

  @Override
  Path directory() {
    return Objects.requireNonNull(scratch).path();
  }

  @Override
  Sealer sealer(PrivateFiles files, Capacity capacity, StoreObserver observer) {
    return new CloneSealer(files, false, observer);
  }

  @Override
  int sizeBytes() {
    return 9 * 1024 * 1024;
  }
}
