package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs ask for that mend a file block by block. */
final class ManyPartsTest {
  private static final int SIZE_BYTES = 8 << 20;
  private static final int STEP_BYTES = 8192;

  @TempDir Path directory;

  private byte[] write() throws Exception {
    byte[] content = new byte[SIZE_BYTES];
    new Random(1).nextBytes(content);
    Path file = Files.write(directory.resolve("f"), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
    return content;
  }

  /** Small and large ones in turn. */
  private static List<int[]> ranges(int count) {
    List<int[]> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int bytes = i % 50 == 0 ? 3 * STEP_BYTES : 1 + 37 * i % 4000;
      int first = ranges.isEmpty() ? 5 : ranges.getLast()[1] + 1000;
      ranges.add(new int[] {first, first + bytes});
    }
    return ranges;
  }

  private static String field(List<int[]> ranges) {
    StringBuilder field = new StringBuilder("Range: bytes=");
    for (int[] range : ranges) {
      field.append(range[0]).append('-').append(range[1] - 1).append(',');
    }
    return field.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "auto,32KiB,false",
    "auto,16MiB,false",
    "auto,16MiB,true",
    "guarded,0,false",
    "snapshot,0,true",
    "sendfile,0,false",
    "sendfile,0,true"
  })
  void hundreds_of_ranges_come_as_they_were_asked_for(String mode, String memory, boolean slow)
      throws Exception {
    byte[] content = write();
    List<int[]> ranges = ranges(700);
    assertTrue(ranges.getLast()[1] < SIZE_BYTES);
    try (Served served =
            Served.directory(directory, "serve.mode=" + mode, "store.memory-file-max=" + memory);
        WireClient client = slow ? served.connectSlow() : served.connect()) {
      Reply reply = client.ask(Served.request("GET /f HTTP/1.1", field(ranges)));
      assertEquals(206, reply.status());
      assertTrue(reply.isComplete(), reply::toString);
      String type = reply.field("content-type").orElseThrow();
      String boundary = type.substring(type.indexOf('=') + 1);
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      for (int[] range : ranges) {
        String head =
            "\r\n"
                + "--"
                + boundary
                + "\r\nContent-Type: application/octet-stream\r\n"
                + "Content-Range: bytes "
                + range[0]
                + "-"
                + (range[1] - 1)
                + "/"
                + SIZE_BYTES
                + "\r\n\r\n";
        expected.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        expected.writeBytes(Arrays.copyOfRange(content, range[0], range[1]));
      }
      expected.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
      assertArrayEquals(expected.toByteArray(), reply.body());
    }
  }

  @Test
  void beyond_the_bound_all_is_sent() throws Exception {
    byte[] content = write();
    try (Served served = Served.directory(directory, "limits.ranges-max=699")) {
      assertEquals(206, served.get("/f", field(ranges(699))).status());
      Reply whole = served.get("/f", field(ranges(700)));
      assertEquals(200, whole.status());
      assertArrayEquals(content, whole.body());
    }
  }
}
