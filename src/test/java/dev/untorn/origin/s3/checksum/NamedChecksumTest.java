package dev.untorn.origin.s3.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.origin.s3.checksum.NamedChecksum.Algorithm;
import dev.untorn.semantics.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;

final class NamedChecksumTest {
  private static final String CRC64 = "x-amz-checksum-crc64nvme";
  private static final String CRC32 = "x-amz-checksum-crc32";
  private static final String TYPE = "x-amz-checksum-type";

  private static long of(Algorithm algorithm, String text) {
    Checksum checksum = algorithm.begin();
    checksum.update(text.getBytes(StandardCharsets.US_ASCII));
    return checksum.getValue();
  }

  @Test
  void each_has_the_value_that_its_catalogue_says() {
    assertEquals(0xAE8B_1486_0A79_9888L, of(Algorithm.CRC64NVME, "123456789"));
    assertEquals(0xE306_9283L, of(Algorithm.CRC32C, "123456789"));
    assertEquals(0xCBF4_3926L, of(Algorithm.CRC32, "123456789"));
  }

  @Test
  void pieces_of_any_length_have_the_checksum_of_the_whole() {
    Random random = new Random(7);
    byte[] octets = new byte[10_000];
    random.nextBytes(octets);
    Checksum single = Algorithm.CRC64NVME.begin();
    for (byte octet : octets) {
      single.update(octet);
    }
    Checksum pieces = Algorithm.CRC64NVME.begin();
    ByteBuffer direct = ByteBuffer.allocateDirect(octets.length).put(octets).flip();
    while (direct.hasRemaining()) {
      int length = Math.min(direct.remaining(), random.nextInt(100));
      pieces.update(direct.slice(direct.position(), length));
      direct.position(direct.position() + length);
    }
    assertEquals(single.getValue(), pieces.getValue());
  }

  @Test
  void the_longest_one_of_the_whole_object_is_compared() {
    assertEquals(
        Optional.of(new NamedChecksum(Algorithm.CRC64NVME, 0xAE8B_1486_0A79_9888L)),
        NamedChecksum.of(Fields.of(CRC32, "y/Q5Jg==", CRC64, "rosUhgp5mIg=", TYPE, "FULL_OBJECT")));
    assertEquals(
        Optional.of(new NamedChecksum(Algorithm.CRC32, 0xCBF4_3926L)),
        NamedChecksum.of(Fields.of(CRC32, "y/Q5Jg==")));
  }

  @Test
  void a_checksum_of_checksums_says_nothing_nor_does_one_that_is_none() {
    assertEquals(
        Optional.empty(), NamedChecksum.of(Fields.of(CRC32, "y/Q5Jg==", TYPE, "COMPOSITE")));
    assertEquals(Optional.empty(), NamedChecksum.of(Fields.of(CRC32, "y/Q5Jg==-3")));
    assertEquals(Optional.empty(), NamedChecksum.of(Fields.of(CRC64, "y/Q5Jg==")));
    assertEquals(Optional.empty(), NamedChecksum.of(Fields.of(CRC64, "no")));
    assertEquals(Optional.empty(), NamedChecksum.of(Fields.NONE));
  }
}
