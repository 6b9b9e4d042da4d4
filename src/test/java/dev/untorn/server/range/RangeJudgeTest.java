package dev.untorn.server.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.server.range.RangeJudge.Asked;
import dev.untorn.server.range.RangeJudge.Verdict;
import dev.untorn.testing.ranges.RangeOrigin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What judges the proxy finds faults where there are some. */
final class RangeJudgeTest {
  private static final String OBJECT = "/strong/10000000/a";

  @TempDir private Path folder;

  private static Asked get(String range) {
    return new Asked("GET", Optional.of(range), Optional.empty());
  }

  /** Of a path, as if it were the reply for the object. */
  private static Verdict verdict(RangeOrigin origin, Asked asked, String path) throws IOException {
    try (WireClient client =
        WireClient.connect(new InetSocketAddress("127.0.0.1", origin.url().getPort()))) {
      Reply reply = client.ask(asked.octets(path));
      return new RangeJudge(origin.object(OBJECT), true).judge(asked, reply);
    }
  }

  @Test
  void what_an_origin_sends_itself_is_right() throws IOException {
    try (RangeOrigin origin = new RangeOrigin(0, folder)) {
      assertEquals(new Verdict.Right(206), verdict(origin, get("bytes=5-9"), OBJECT));
      assertEquals(new Verdict.Right(206), verdict(origin, get("bytes=1-2,9-20,-1"), OBJECT));
      assertEquals(new Verdict.Right(200), verdict(origin, get("bytes=2-1"), OBJECT));
      assertEquals(new Verdict.Right(416), verdict(origin, get("bytes=10000000-"), OBJECT));
    }
  }

  @Test
  void bytes_of_another_object_version_or_place_are_found() throws IOException {
    try (RangeOrigin origin = new RangeOrigin(0, folder)) {
      for (String other : new String[] {"/strong/10000000/b", "/shifted/10000000/a"}) {
        assertInstanceOf(Verdict.Wrong.class, verdict(origin, get("bytes=5-9"), other));
        assertInstanceOf(
            Verdict.Wrong.class, verdict(origin, get("bytes=4-8,90-99"), "/strong/10000000/b"));
      }
      origin.object("/swapped/10000000/a").renew();
      assertInstanceOf(
          Verdict.Wrong.class, verdict(origin, get("bytes=5-9"), "/swapped/10000000/a"));
    }
  }

  @Test
  void a_part_in_spite_of_a_condition_is_found() throws IOException {
    Asked asked = new Asked("GET", Optional.of("bytes=5-9"), Optional.of("If-Range: \"other\""));
    try (RangeOrigin origin = new RangeOrigin(0, folder)) {
      assertEquals(new Verdict.Right(200), verdict(origin, asked, OBJECT));
      String ignoring = "/if-range-ignored/10000000/a";
      assertInstanceOf(Verdict.Wrong.class, verdict(origin, asked, ignoring));
    }
  }
}
