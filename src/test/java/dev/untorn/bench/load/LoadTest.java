package dev.untorn.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class LoadTest {
  private static final long STALL_NANOS = Duration.ofMillis(500).toNanos();
  private static final long LONG_NANOS = Duration.ofMillis(100).toNanos();

  @Test
  void a_closed_load_counts_responses_and_bytes() throws Exception {
    try (StubServer server = new StubServer(_ -> StubServer.ok("hello"))) {
      LoadResult measured = Plans.run(server, Plans.plan(server), 100);
      assertTrue(measured.requests() >= 90, measured::toString);
      assertEquals(5 * measured.requests(), measured.bytes());
      assertEquals(Map.of(), measured.errorCounts());
      assertEquals(4, server.connections());
      // And those that were in flight at the end, one on each connection.
      long latencies = measured.latencyNanos().getTotalCount();
      assertTrue(latencies >= measured.requests(), measured::toString);
      assertTrue(latencies <= measured.requests() + 4, measured::toString);
    }
  }

  @Test
  void one_stall_shows_in_all_requests_that_were_due_meanwhile() throws Exception {
    AtomicBoolean stall = new AtomicBoolean();
    StubServer.Answer answer =
        _ -> {
          if (stall.getAndSet(false)) {
            long end = System.nanoTime() + STALL_NANOS;
            for (long left = STALL_NANOS; left > 0; left = end - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
          }
          return StubServer.ok("x");
        };
    try (StubServer server = new StubServer(answer);
        Load load = new Load(Plans.open(server, 200))) {
      StubServer.await(() -> server.requests() > 0);
      load.count();
      stall.set(true);
      StubServer.await(() -> !stall.get());
      long before = server.requests();
      StubServer.await(() -> server.requests() > before + 120);
      LoadResult measured = load.stop();
      // 200 a second for 0.4 of the 0.5 s that nothing was answered: one request, were the rest
      // not counted from when it was due.
      long slow =
          measured.latencyNanos().getCountBetweenValues(LONG_NANOS, Duration.ofHours(1).toNanos());
      assertTrue(slow >= 75, () -> slow + " of " + measured.requests());
      assertTrue(measured.latencyNanos().getMaxValue() >= STALL_NANOS * 9 / 10);
    }
  }

  @Test
  void what_is_under_way_at_the_end_of_an_open_model_may_still_be_answered() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (StubServer server =
            new StubServer(_ -> {
              StubServer.awaitQuietly(mayAnswer);
              return StubServer.ok("hello");
            });
        Load load = new Load(Plans.open(server, 500))) {
      load.count();
      long counted = System.nanoTime();
      // The first request may have been due before the count began; some 25 are due after it.
      StubServer.await(() -> server.requests() > 0 && System.nanoTime() - counted > 50_000_000);
      load.end();
      mayAnswer.countDown();
      LoadResult measured = load.stop();
      assertEquals(Map.of(), measured.errorCounts());
      assertEquals(0, measured.requests());
      assertTrue(measured.latencyNanos().getTotalCount() > 0, measured::toString);
    }
  }

  @Test
  void a_long_body_counts_by_the_part_that_came() throws Exception {
    String part = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(250_000);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (StubServer server =
            new StubServer(_ -> {
              StubServer.awaitQuietly(mayAnswer);
              return part;
            });
        Load load =
            new Load(
                Plans.plan(server, ExpectedResponse.SUCCESS, OptionalDouble.empty(), 1, false))) {
      load.count();
      mayAnswer.countDown();
      StubServer.await(() -> load.now().bytes() >= 250_000);
      LoadResult measured = load.stop();
      assertEquals(0, measured.requests());
      assertEquals(250_000, measured.bytes());
      assertEquals(0.25, measured.work(), 1e-9);
    }
  }

  @Test
  void a_connection_for_each_request_is_what_it_says() throws Exception {
    try (StubServer server = new StubServer(_ -> StubServer.ok("hello", "Connection: close"))) {
      LoadPlan plan =
          Plans.plan(
              server,
              Plans.spec(List.of("Connection: close"), ExpectedResponse.SUCCESS),
              new LoadProfile(
                  2,
                  0,
                  1,
                  1,
                  false,
                  OptionalDouble.empty(),
                  OptionalLong.empty(),
                  false,
                  Plans.TIMEOUT));
      LoadResult measured = Plans.run(server, plan, 30);
      assertEquals(Map.of(), measured.errorCounts());
      assertTrue(server.connections() >= server.requests(), () -> "" + server.connections());
    }
  }

  @Test
  void a_pipeline_has_several_requests_under_way_on_a_connection() throws Exception {
    try (StubServer server = new StubServer(_ -> StubServer.ok("hello"))) {
      LoadPlan plan =
          Plans.plan(
              server,
              Plans.spec(List.of(), ExpectedResponse.SUCCESS),
              new LoadProfile(
                  1,
                  0,
                  1,
                  8,
                  true,
                  OptionalDouble.empty(),
                  OptionalLong.empty(),
                  false,
                  Plans.TIMEOUT));
      LoadResult measured = Plans.run(server, plan, 200);
      assertEquals(Map.of(), measured.errorCounts());
      assertTrue(server.mostAtOnce() > 1, () -> "" + server.mostAtOnce());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void a_server_that_ends_connections_between_responses_is_asked_again() throws Exception {
    try (StubServer server =
        new StubServer(n ->
            n % 10 == 9 ? StubServer.ok("hello", "Connection: close") : StubServer.ok("hello"))) {
      LoadResult measured = Plans.run(server, Plans.plan(server), 100);
      assertEquals(Map.of(), measured.errorCounts());
      assertTrue(server.connections() > 4, () -> "" + server.connections());
    }
  }

  @Test
  void nobody_there_is_told() throws Exception {
    StubServer gone = new StubServer(_ -> "");
    gone.close();
    try (Load load = new Load(Plans.plan(gone))) {
      load.count();
      StubServer.await(() -> load.now().errors() > 0);
      assertTrue(load.stop().errorCounts().getOrDefault(RequestError.CONNECT, 0L) > 0);
    }
  }

  @Test
  void a_slow_reader_reads_all_and_no_faster_than_it_may() throws Exception {
    String body = "x".repeat(20_000);
    try (StubServer server = new StubServer(_ -> StubServer.ok(body))) {
      LoadPlan plan =
          Plans.plan(
              server,
              Plans.spec(List.of(), ExpectedResponse.SUCCESS),
              new LoadProfile(
                  1,
                  0,
                  1,
                  1,
                  true,
                  OptionalDouble.empty(),
                  OptionalLong.of(100_000),
                  false,
                  Plans.TIMEOUT));
      LoadResult measured = Plans.run(server, plan, 4);
      assertEquals(Map.of(), measured.errorCounts());
      assertTrue(measured.requests() > 0, measured::toString);
      long fastest = measured.latencyNanos().getMinValue();
      assertTrue(fastest > Duration.ofMillis(150).toNanos(), () -> fastest + " ns");
    }
  }
}
