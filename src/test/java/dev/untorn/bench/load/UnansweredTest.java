package dev.untorn.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class UnansweredTest {
  private static final long LONG_NANOS = Duration.ofMillis(100).toNanos();

  @Test
  void a_server_that_stays_silent_is_an_error_and_its_wait_is_a_latency() throws Exception {
    Duration timeout = Duration.ofMillis(100);
    for (String sent : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhell")) {
      try (StubServer server = new StubServer(_ -> sent);
          Load load = new Load(Plans.silent(server, OptionalDouble.empty(), timeout))) {
        load.count();
        StubServer.await(() -> load.now().errors() > 1);
        LoadResult measured = load.stop();
        assertEquals(0, measured.requests());
        assertEquals(Set.of(RequestError.TIMEOUT), measured.errorCounts().keySet());
        assertEquals(measured.errors(), measured.latencyNanos().getTotalCount());
        long least = measured.latencyNanos().getMinValue();
        assertTrue(
            measured.latencyNanos().lowestEquivalentValue(timeout.toNanos()) <= least,
            measured::toString);
      }
    }
  }

  @Test
  void connections_that_nobody_accepts_are_timeouts() throws Exception {
    // Its queue takes two; the kernel drops what comes then.
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
      LoadProfile profile =
          new LoadProfile(
              8,
              0,
              1,
              1,
              true,
              OptionalDouble.empty(),
              OptionalLong.empty(),
              false,
              Duration.ofMillis(200));
      RequestSpec spec = Plans.spec(List.of(), ExpectedResponse.SUCCESS);
      try (Load load = new Load(new LoadPlan(address, List.of(spec), spec, false, profile))) {
        load.count();
        StubServer.await(() -> load.now().errors() >= 8);
        assertEquals(Set.of(RequestError.TIMEOUT), load.stop().errorCounts().keySet());
      }
    }
  }

  @Test
  void what_is_in_flight_at_the_end_of_a_closed_model_is_unanswered_or_answered() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    StubServer.Answer answer =
        _ -> {
          StubServer.awaitQuietly(mayAnswer);
          return StubServer.ok("hello");
        };
    try (StubServer server = new StubServer(answer);
        Load load = new Load(Plans.plan(server))) {
      load.count();
      StubServer.await(() -> server.requests() == 4);
      LoadResult measured = load.stop(Duration.ofMillis(50));
      assertEquals(Map.of(RequestError.UNANSWERED, 4L), measured.errorCounts());
      assertEquals(4, measured.latencyNanos().getTotalCount());
    }
    try (StubServer server = new StubServer(answer);
        Load load = new Load(Plans.plan(server))) {
      load.count();
      StubServer.await(() -> server.requests() >= 4);
      load.end();
      mayAnswer.countDown();
      assertEquals(Map.of(), load.stop().errorCounts());
    }
  }

  @Test
  void what_is_due_and_never_answered_is_an_error_and_has_its_latency() throws Exception {
    try (StubServer server = new StubServer(_ -> "");
        Load load =
            new Load(Plans.silent(server, OptionalDouble.of(500), Duration.ofMillis(250)))) {
      StubServer.await(() -> server.requests() > 0);
      load.count();
      double[] waited = new double[1];
      StubServer.await(() -> (waited[0] = load.now().seconds()) > 0.2);
      LoadResult measured = load.stop();
      assertEquals(0, measured.requests());
      assertTrue(
          measured.errorCounts().getOrDefault(RequestError.UNANSWERED, 0L) >= 90,
          measured::toString);
      assertTrue(measured.latencyNanos().getMaxValue() > LONG_NANOS, measured::toString);
    }
  }
}
