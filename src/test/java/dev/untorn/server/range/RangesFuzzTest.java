package dev.untorn.server.range;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.server.Served;
import dev.untorn.testing.ranges.RangeOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random ranges of objects that nothing is stored of, by several clients at once, of origins of all
 * kinds: each complete reply has the bytes of one version. Afterwards so has the whole.
 */
final class RangesFuzzTest {
  private static final int MIB = 1 << 20;

  /** At and beside the bounds of units and windows. */
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 4097, MIB, MIB + 1, 8 * MIB + 1, 20 * MIB + 17);

  private static Stream<OriginKind> kinds() {
    return Stream.of(
        OriginKind.steady("strong"),
        OriginKind.steady("strong,rate=40000000"),
        OriginKind.steady("delay=20"),
        OriginKind.steady("weak"),
        OriginKind.steady("untagged"),
        OriginKind.steady("undated"),
        OriginKind.steady("untagged,undated"),
        OriginKind.steady("young"),
        OriginKind.steady("whole"),
        OriginKind.steady("chunked"),
        OriginKind.steady("if-range-refused"),
        OriginKind.failing("multipart"),
        OriginKind.failing("shifted"),
        OriginKind.failing("untold"),
        OriginKind.failing("cut=3000000"),
        OriginKind.failing("cut=700000"),
        OriginKind.renewing("fresh=0"),
        OriginKind.renewing("fresh=0,if-range-ignored"),
        OriginKind.renewing("fresh=0,if-range-refused"),
        OriginKind.renewing("fresh=0,weak"),
        OriginKind.renewing("fresh=0,untagged"),
        OriginKind.renewing("rate=40000000"),
        OriginKind.renewing("if-range-ignored,rate=40000000"),
        OriginKind.renewing("swapped,rate=40000000"),
        OriginKind.renewing("swapped,fresh=0"));
  }

  @TempDir private Path cache;

  @ParameterizedTest
  @MethodSource("kinds")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void each_reply_has_the_bytes_of_one_version(OriginKind kind) throws Exception {
    try (RangeOrigin origin = new RangeOrigin(0, cache)) {
      List<String> faults = new ArrayList<>();
      try (Served proxy = start(origin)) {
        for (int length : LENGTHS) {
          faults.addAll(new RangeClients(kind, origin, kind.path(length), proxy).atRandom());
        }
      }
      try (Served again = start(origin)) {
        for (int length : LENGTHS) {
          faults.addAll(new RangeClients(kind, origin, kind.path(length), again).whole());
        }
      }
      assertEquals(List.of(), faults, kind::toString);
    }
  }

  private Served start(RangeOrigin origin) {
    return Served.directory(cache, "proxy.origin=" + origin.url(), "proxy.cache=" + cache);
  }
}
