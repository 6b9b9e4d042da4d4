package dev.untorn.bench.run;

import dev.untorn.config.Size;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Files of given sizes in a new folder, a case for each; closing removes the folder. */
public record SizedFiles(Path folder, List<Case> cases) implements Closeable {
  private static final int PIECE_BYTES = 1 << 20;

  /** Creates the files, or only the folder if a writer will create and change them. */
  public static SizedFiles create(Path directory, List<Size> sizes, boolean written)
      throws IOException {
    SizedFiles files =
        new SizedFiles(Files.createTempDirectory(directory, "untorn-bench-"), new ArrayList<>());
    try {
      // Temporary folders are for their owner only, but servers of other users must read it.
      Files.setPosixFilePermissions(
          files.folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      for (Size size : sizes) {
        Path file = files.folder.resolve(size.toString());
        if (!written) {
          fill(file, size.bytes());
        }
        files.cases.add(
            new Case(
                size.toString(),
                List.of("/" + files.folder.getFileName() + "/" + size),
                written ? Optional.of(new Case.Written(file, size.bytes())) : Optional.empty()));
      }
      return files;
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  /** Random bytes, so that nothing on the way can compress them or find equal blocks. */
  private static void fill(Path file, long sizeBytes) throws IOException {
    Random random = new Random(sizeBytes);
    byte[] piece = new byte[(int) Math.min(PIECE_BYTES, sizeBytes)];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = sizeBytes; left > 0; left -= piece.length) {
        random.nextBytes(piece);
        out.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
