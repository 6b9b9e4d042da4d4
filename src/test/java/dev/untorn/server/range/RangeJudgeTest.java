package dev.untorn.server.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.server.range.RangeJudge.Asked;
import dev.untorn.server.range.RangeJudge.Verdict;
import dev.untorn.testing.ranges.RangeOrigin;
import java.io.IOException;
import java.net.InetAddress;
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
    return new RangeJudge(origin.object(OBJECT), true).judge(asked, reply(origin, asked, path));
  }

  private static Reply reply(RangeOrigin origin, Asked asked, String path) throws IOException {
    try (WireClient client =
        WireClient.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), origin.url().getPort()))) {
      return client.ask(asked.octets(path));
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
  void bytes_of_another_object_and_of_another_version_are_found() throws IOException {
    try (RangeOrigin origin = new RangeOrigin(0, folder)) {
      String other = "/strong/10000000/b";
      assertInstanceOf(Verdict.Wrong.class, verdict(origin, get("bytes=5-9"), other));
      assertInstanceOf(Verdict.Wrong.class, verdict(origin, get("bytes=4-8,90-99"), other));
      assertInstanceOf(Verdict.Wrong.class, verdict(origin, get("bytes=9-4"), other));
      origin.object(OBJECT).renew();
      assertEquals(new Verdict.Right(206), verdict(origin, get("bytes=5-9"), OBJECT));
      String swapped = "/swapped/10000000/a";
      origin.object(swapped).renew();
      assertInstanceOf(
          Verdict.Wrong.class,
          new RangeJudge(origin.object(swapped), true)
              .judge(get("bytes=5-9"), reply(origin, get("bytes=5-9"), swapped)));
    }
  }

  @Test
  void a_part_of_what_was_asked_for_is_no_answer() throws IOException {
    try (RangeOrigin origin = new RangeOrigin(0, folder)) {
      String shifted = "/shifted/10000000/a";
      assertInstanceOf(Verdict.Refused.class, verdict(origin, get("bytes=5-9"), shifted));
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
