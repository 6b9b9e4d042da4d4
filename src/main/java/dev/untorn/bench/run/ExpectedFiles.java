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

/** What responses must be, by the files of the served directory. */
final class ExpectedFiles {
  private static final int PIECE_BYTES = 256 * 1024;

  private final Path directory;
  private final boolean checksums;

  ExpectedFiles(Path directory, boolean checksums) {
    this.directory = directory.normalize();
    this.checksums = checksums;
  }

  /**
   * The file that a target names (RFC 9112, 3.2.1): without its query, its octets decoded. None for
   * a folder: whether a server answers with an index file or a page of its own is not known.
   */
  private Optional<Path> file(String target) {
    try {
      String path = target.split("\\?", 2)[0];
      // A plus sign is itself in a path, and a space in what this decodes.
      String name = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
      Path file = directory.resolve(name.substring(1)).normalize();
      return file.startsWith(directory) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // Not an encoding, or not a name that a file can have.
      return Optional.empty();
    }
  }

  /** The length of a path's file; none if it is no file, such as a page made by the server. */
  OptionalLong lengthBytes(String path) throws IOException {
    Optional<Path> file = file(path);
    return file.isPresent() ? OptionalLong.of(Files.size(file.get())) : OptionalLong.empty();
  }

  /** The response to a path, or for a part of its file; any body if it is no file. */
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
