package dev.untorn.origin.upstream;

import static dev.untorn.origin.upstream.UpstreamHarness.PATIENT;
import static dev.untorn.origin.upstream.UpstreamHarness.failed;
import static dev.untorn.origin.upstream.UpstreamHarness.get;
import static dev.untorn.origin.upstream.UpstreamHarness.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.connect.Availability;
import dev.untorn.origin.upstream.connect.Availability.Verdict;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.version.Outage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An upstream that is down is left alone for a growing while, and found again. */
final class AvailabilityTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Availability availability = new Availability(nanos::get);
  private final UpstreamHarness harness = new UpstreamHarness();

  @AfterEach
  void end() {
    harness.close();
  }

  private void fail() {
    availability.failed(Outage.UNREACHABLE, "connection refused");
  }

  private void assertTried() {
    assertInstanceOf(Verdict.Try.class, availability.ask());
  }

  private void assertBlocked() {
    assertEquals(
        Outage.UNREACHABLE, assertInstanceOf(Verdict.Blocked.class, availability.ask()).outage());
  }

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void an_upstream_that_works_is_always_tried() {
    assertTried();
    availability.worked();
    assertTried();
  }

  @Test
  void each_failure_doubles_the_time_until_the_next_try_up_to_a_bound() {
    long millis = 500;
    for (int i = 0; i < 12; i++) {
      assertTried();
      fail();
      pass(millis - 1);
      assertBlocked();
      pass(1);
      millis = Math.min(30_000, 2 * millis);
    }
    assertEquals(30_000, millis);
  }

  @Test
  void only_one_tries_whether_it_is_back() {
    fail();
    pass(500);
    assertTried();
    assertBlocked();
    availability.worked();
    assertTried();
    assertTried();
  }

  @Test
  void after_a_success_the_time_is_short_again() {
    fail();
    pass(500);
    assertTried();
    fail();
    pass(1_000);
    assertTried();
    availability.worked();
    fail();
    pass(500);
    assertTried();
  }

  @Test
  void failures_of_the_same_moment_count_once() {
    fail();
    fail();
    fail();
    pass(500);
    assertTried();
  }

  @Test
  void requests_to_an_upstream_that_is_down_fail_at_once_until_it_is_back() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    UpstreamClient client = harness.client(Endpoint.of("http://127.0.0.1:" + port), PATIENT);
    var loop = harness.loop();
    assertEquals(Outage.UNREACHABLE, failed(get(client, loop, "/a")).outage());
    String reason = failed(get(client, loop, "/a")).reason();
    assertTrue(reason.contains("it is tried again in"), reason);
    try (var origin =
        ScriptedOrigin.answering(port, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      UpstreamResult result = get(client, loop, "/a");
      while (!(result instanceof UpstreamResult.Responded responded)) {
        assertTrue(System.nanoTime() < deadline, "it is not tried again");
        Thread.sleep(20);
        result = get(client, loop, "/a");
      }
      assertEquals("hello", whole(responded.response()).octets());
      assertEquals(1, origin.connections());
    }
  }
}
