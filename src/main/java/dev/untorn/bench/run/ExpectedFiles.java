package dev.untorn.bench.run;

import dev.untorn.bench.load.ExpectedResponse;
import dev.untorn.bench.load.Statuses;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/** Derives expected responses from the files of the served directory. */
record ExpectedFiles(Path directory, boolean checksums) {
  private static final int PIECE_BYTES = 256 * 1024;

  ExpectedFiles {
    directory = directory.normalize();
  }

  /**
   * The file of a request target (RFC 9112, 3.2.1), without query, decoded. Empty for a folder,
   * because servers answer with an index file or a generated page.
   */
  private Optional<Path> file(String target) {
    try {
      String path = target.split("\\?", 2)[0];
      // The decoder takes a plus sign for a space; in a path it is a plus sign.
      String name = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
      Path file = directory.resolve(name.substring(1)).normalize();
      return file.startsWith(directory) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // Not a valid encoding, or not a valid file name.
      return Optional.empty();
    }
  }

  /** The length of a path's file; empty if there is no such file. */
  OptionalLong lengthBytes(String path) throws IOException {
    Optional<Path> file = file(path);
    return file.isPresent() ? OptionalLong.of(Files.size(file.get())) : OptionalLong.empty();
  }

  /** The response to a path, or to a part of its file; with any body if there is no such file. */
  ExpectedResponse of(String path, Optional<Range.Part> part, Statuses statuses)
      throws IOException {
    Optional<Path> file = file(path);
    if (file.isEmpty()) {
      return ExpectedResponse.of(statuses);
    }
    long first = part.map(Range.Part::first).orElse(0L);
    long end = part.isPresent() ? part.get().last() + 1 : Files.size(file.get());
    return new ExpectedResponse(
        statuses,
        OptionalLong.of(end - first),
        checksums ? OptionalInt.of(checksum(file.get(), first, end)) : OptionalInt.empty());
  }

  private static int checksum(Path file, long first, long end) throws IOException {
    CRC32C checksum = new CRC32C();
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(first);
      long left = end - first;
      while (left > 0) {
        byte[] piece = in.readNBytes((int) Math.min(PIECE_BYTES, left));
        if (piece.length == 0) {
          throw new IOException("a file shrank while it was read: " + file);
        }
        checksum.update(piece);
        left -= piece.length;
      }
    }
    return (int) checksum.getValue();
  }
}
