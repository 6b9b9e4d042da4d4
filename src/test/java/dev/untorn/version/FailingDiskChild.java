package dev.untorn.version;

import dev.untorn.config.Mode;
import dev.untorn.version.lease.Guard;
import dev.untorn.version.lease.WriterStaging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes versions of a file just written, and tells what that took and gave back. */
public final class FailingDiskChild {
  static final int SIZE_BYTES = (int) WriterStaging.LARGE_BYTES + 1;
  private static final int OFTEN = 8;

  private FailingDiskChild() {}

  /** The directory, and a file to tell it in. */
  public static void main(String[] args) throws Exception {
    List<String> told = new ArrayList<>();
    Path directory = Path.of(args[0]);
    String content = "A".repeat(SIZE_BYTES);
    Files.writeString(directory.resolve("f"), content);
    StoreFixture snapshot =
        new StoreFixture(directory, Mode.SNAPSHOT, StoreFixture.settings(1 << 26, 1 << 30, 100));
    try (snapshot;
        Hold hold = snapshot.held("f")) {
      told.add("taken " + content.equals(StoreFixture.content(hold)));
      told.add("disk " + snapshot.store.diskBytes());
    }
    told.add("left " + snapshot.store.diskBytes());
    Files.writeString(directory.resolve("f"), content);
    StoreFixture guarded =
        new StoreFixture(directory, Mode.GUARDED, StoreFixture.settings(1 << 26, 1 << 30, 100));
    try (guarded;
        Hold hold = guarded.held("f")) {
      Guard guard = ((Body.Leased) hold.version().body()).guard();
      for (int i = 0; i < OFTEN; i++) {
        guard.sentByCopying();
      }
      StoreFixture.await(() -> guard.phase() == Guard.Phase.PRIVATE);
      told.add("promoted " + content.equals(StoreFixture.content(hold)));
      told.add("disk " + guarded.store.diskBytes());
    }
    told.add("left " + guarded.store.diskBytes());
    Files.write(Path.of(args[1]), told);
  }
}
