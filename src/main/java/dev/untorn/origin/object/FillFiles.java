package dev.untorn.origin.object;

import java.io.IOException;
import java.util.UUID;

/** Makes the files of fills. Blocks; thread-safe. */
final class FillFiles {
  private final StoreFiles files;
  private final Bodies bodies;

  FillFiles(StoreFiles files, Bodies bodies) {
    this.files = files;
    this.bodies = bodies;
  }

  FillFile create() throws IOException {
    String path = StoreFiles.FILLS + "/" + UUID.randomUUID();
    return new FillFile(files, bodies, StoreFiles.created(files.directory().create(path)), path);
  }
}
