package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a cold object of a real server of S3: how many bytes it sends for them. */
final class S3ProxyRangesTest {
  private static final String FILE = "aws.sharedCredentialsFile";
  private static final String FETCHED = "untorn_fetched_bytes_total";
  private static final int MIB = 1 << 20;
  private static final int SIZE_BYTES = 24 * MIB;

  @TempDir Path folder;

  private static String content() {
    StringBuilder lines = new StringBuilder(SIZE_BYTES + 32);
    for (int line = 0; lines.length() < SIZE_BYTES; line++) {
      lines.append("line ").append(line).append('\n');
    }
    lines.setLength(SIZE_BYTES);
    return lines.toString();
  }

  @Test
  void a_few_bytes_cost_a_unit_and_parts_become_the_whole() throws Exception {
    String keys =
        "[default]%naws_access_key_id=%s%naws_secret_access_key=%s%n"
            .formatted(S3Proxy.ACCESS_KEY, S3Proxy.SECRET_KEY);
    System.setProperty(FILE, Files.writeString(folder.resolve("keys"), keys).toString());
    byte[] whole = content().getBytes(StandardCharsets.US_ASCII);
    try (S3Proxy server = S3Proxy.start(folder)) {
      server.makeBucket("box");
      server.put("box/a", content());
      Wires.await("the object rests", () -> server.restsSeconds("box/a") >= 3);
      try (Served proxy =
          Served.directory(
              folder,
              "proxy.origin=s3://box",
              "proxy.cache=" + Files.createDirectories(folder.resolve("cache")),
              "proxy.s3-endpoint=http://127.0.0.1:" + server.port(),
              "proxy.s3-profile=default",
              "proxy.fresh=1h")) {
        for (int from : new int[] {20_000_000, 23_000_000, 21_500_000}) {
          Reply part = proxy.get("/a", "Range: bytes=%d-%d".formatted(from, from + 99));
          assertEquals(206, part.status(), part::rawHead);
          assertArrayEquals(Arrays.copyOfRange(whole, from, from + 100), part.body());
        }
        double parts = Wires.series(proxy, FETCHED);
        assertTrue(parts <= 3 * MIB + 4 * 4096, () -> parts + " bytes");
        assertArrayEquals(whole, proxy.get("/a").body());
        double all = Wires.series(proxy, FETCHED);
        assertTrue(all <= SIZE_BYTES + 8 * 4096, () -> all + " bytes");
      }
    } finally {
      System.clearProperty(FILE);
    }
  }
}
