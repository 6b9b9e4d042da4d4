package dev.untorn.delivery;

import static dev.untorn.delivery.SampleVersions.BEFORE_TEXT;
import static dev.untorn.delivery.SampleVersions.MODIFIED;
import static dev.untorn.delivery.SampleVersions.MODIFIED_TEXT;
import static dev.untorn.delivery.SampleVersions.NOW;
import static dev.untorn.delivery.SampleVersions.headers;
import static dev.untorn.delivery.SampleVersions.held;
import static dev.untorn.delivery.SampleVersions.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.untorn.semantics.AcceptEncoding;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.Plan;
import dev.untorn.semantics.Plan.NotModified;
import dev.untorn.semantics.Plan.Part;
import dev.untorn.semantics.Plan.Parts;
import dev.untorn.semantics.Plan.PreconditionFailed;
import dev.untorn.semantics.Plan.Unsatisfiable;
import dev.untorn.semantics.Plan.Whole;
import dev.untorn.version.Hold;
import dev.untorn.version.KnownDates;
import dev.untorn.version.Version;
import io.netty.handler.codec.http.HttpHeaders;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlannerTest {
  private static final int RANGES_MAX = 16;
  private static final Part FIRST_TEN = new Part(new ByteRange(0, 9));

  private static Plan get(String... namesAndValues) {
    return plan(true, headers(namesAndValues), version());
  }

  private static Plan head(String... namesAndValues) {
    return plan(false, headers(namesAndValues), version());
  }

  private static Plan plan(boolean get, HttpHeaders headers, Version version) {
    Optional<String> range = Optional.ofNullable(headers.get("Range"));
    return new Planner(new KnownDates(), RANGES_MAX).plan(get, range, headers, held(version), NOW);
  }

  @Test
  void a_plain_request_gets_all() {
    assertEquals(new Whole(), get());
    assertEquals(new Whole(), head());
  }

  @Test
  void ranges_are_for_get_alone() {
    assertEquals(FIRST_TEN, get("Range", "bytes=0-9"));
    assertEquals(new Whole(), head("Range", "bytes=0-9"));
    assertEquals(new Whole(), head("Range", "bytes=99999-"));
  }

  @Test
  void preconditions_are_for_head_too() {
    assertEquals(new NotModified(), head("If-None-Match", "\"xyzzy\""));
    assertEquals(new NotModified(), head("If-Modified-Since", MODIFIED_TEXT));
    assertEquals(new PreconditionFailed(), head("If-Match", "\"other\""));
    assertEquals(new PreconditionFailed(), head("If-Unmodified-Since", BEFORE_TEXT));
  }

  @Test
  void preconditions_come_before_ranges() {
    String outside = "bytes=99999-";
    assertEquals(new NotModified(), get("If-None-Match", "\"xyzzy\"", "Range", outside));
    assertEquals(new NotModified(), get("If-Modified-Since", MODIFIED_TEXT, "Range", "bytes=0-9"));
    assertEquals(new PreconditionFailed(), get("If-Match", "\"other\"", "Range", outside));
    assertEquals(FIRST_TEN, get("If-Match", "\"xyzzy\"", "Range", "bytes=0-9"));
  }

  @Test
  void if_range_decides_between_the_part_and_all() {
    assertEquals(FIRST_TEN, get("If-Range", "\"xyzzy\"", "Range", "bytes=0-9"));
    assertEquals(new Whole(), get("If-Range", "\"other\"", "Range", "bytes=0-9"));
    assertEquals(new Whole(), get("If-Range", "garbage", "Range", "bytes=0-9"));
    assertEquals(new Whole(), get("If-Range", "\"other\"", "Range", "bytes=99999-"));
    assertEquals(new Unsatisfiable(), get("If-Range", "\"xyzzy\"", "Range", "bytes=99999-"));
    assertEquals(new Whole(), get("If-Range", "\"xyzzy\""));
    assertEquals(new Whole(), get("If-Range", "\"other\""));
  }

  @Test
  void near_ranges_are_cheaper_as_one_part() {
    assertEquals(new Part(new ByteRange(0, 119)), get("Range", "bytes=0-9,110-119"));
    assertEquals(
        new Parts(List.of(new ByteRange(0, 9), new ByteRange(900, 999))),
        get("Range", "bytes=0-9,900-999"));
  }

  @Test
  void coded_files_come_in_one_part_or_whole() {
    Version coded = version(10_000, new EntityTag("xyzzy", false), Coding.GZIP, MODIFIED, MODIFIED);
    HttpHeaders one = headers("Range", "bytes=0-9");
    HttpHeaders two = headers("Range", "bytes=0-9,900-999");
    assertEquals(FIRST_TEN, plan(true, one, coded));
    assertEquals(new Whole(), plan(true, two, coded));
  }

  @Test
  void a_plain_request_allocates_nothing() {
    HttpHeaders headers =
        headers("Host", "localhost", "User-Agent", "curl/8", "Accept", "*/*", "Referer", "x");
    Hold version = held(version());
    Planner planner = new Planner(new KnownDates(), RANGES_MAX);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int times = 10_000;
    for (int i = 0; i < times; i++) {
      planner.plan(true, Optional.empty(), headers, version, NOW);
      AcceptEncoding.preferred(headers);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < times; i++) {
      planner.plan(true, Optional.empty(), headers, version, NOW);
      AcceptEncoding.preferred(headers);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < times, bytes + " bytes in " + times + " plans");
  }
}
