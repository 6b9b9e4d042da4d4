package dev.untorn.origin.s3.checksum;

import dev.untorn.origin.upstream.BodyCheck;
import dev.untorn.semantics.Fields;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The checksum that a bucket names of all bytes of an object.
 *
 * @param value the number that the field has, as S3 writes it: the most significant byte first
 */
public record NamedChecksum(Algorithm algorithm, long value) {
  /** What can be compared, the one that misses least first. */
  enum Algorithm {
    CRC64NVME("x-amz-checksum-crc64nvme", Long.BYTES),
    CRC32C("x-amz-checksum-crc32c", Integer.BYTES),
    CRC32("x-amz-checksum-crc32", Integer.BYTES);

    private final String field;
    private final int sizeBytes;

    Algorithm(String field, int sizeBytes) {
      this.field = field;
      this.sizeBytes = sizeBytes;
    }

    Checksum begin() {
      return switch (this) {
        case CRC64NVME -> new Crc64Nvme();
        case CRC32C -> new CRC32C();
        case CRC32 -> new CRC32();
      };
    }

    private Optional<NamedChecksum> named(Fields fields) {
      return WholeChecksum.of(fields, field)
          .filter(octets -> octets.length == sizeBytes)
          .map(octets -> new NamedChecksum(this, number(octets)));
    }

    private static long number(byte[] octets) {
      ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
      return number.put(Long.BYTES - octets.length, octets).getLong(0);
    }
  }

  /** Of a response with a whole object; empty if it names none that can be compared. */
  public static Optional<NamedChecksum> of(Fields fields) {
    for (Algorithm algorithm : Algorithm.values()) {
      Optional<NamedChecksum> named = algorithm.named(fields);
      if (named.isPresent()) {
        return named;
      }
    }
    return Optional.empty();
  }

  /** Compares a body with it. */
  public BodyCheck begin() {
    Checksum checksum = algorithm.begin();
    return new BodyCheck() {
      @Override
      public void update(ByteBuffer piece) {
        checksum.update(piece);
      }

      @Override
      public Optional<String> difference() {
        long actual = checksum.getValue();
        return actual == value
            ? Optional.empty()
            : Optional.of(NamedChecksum.this.difference(actual));
      }
    };
  }

  private String difference(long actual) {
    return "its %s is %s, and the bucket says %s".formatted(algorithm, hex(actual), hex(value));
  }

  private String hex(long number) {
    return String.format(Locale.ROOT, "%0" + 2 * algorithm.sizeBytes + "x", number);
  }
}
