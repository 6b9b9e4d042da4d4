package dev.untorn.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Loads of a server of tests. */
final class Plans {
  /** Longer than any answer of these tests takes. */
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Ask GREETING =
      new Ask("/x", "HEAD /x HTTP/1.1\r\nHost: localhost\r\n\r\n", Expected.SUCCESS);

  private Plans() {}

  /** Until the server had so many requests. */
  static Measured run(StubServer server, LoadPlan plan, long requests) {
    try (Load load = Load.start(plan)) {
      load.count();
      StubServer.await(() -> server.requests() >= requests);
      return load.stop();
    }
  }

  static LoadPlan plan(StubServer server) {
    return plan(server, Expected.SUCCESS, OptionalDouble.empty(), 4, false);
  }

  static LoadPlan verified(StubServer server, Expected expected) {
    return plan(server, expected, OptionalDouble.empty(), 2, true);
  }

  static LoadPlan open(StubServer server, double rate) {
    return plan(server, Expected.SUCCESS, OptionalDouble.of(rate), 1, false);
  }

  /** Of one connection to a server that does not answer. */
  static LoadPlan silent(StubServer server, OptionalDouble rate, Duration timeout) {
    Shape shape = new Shape(1, 0, 1, 1, true, rate, OptionalLong.empty(), false, timeout);
    return plan(server, ask(List.of(), Expected.SUCCESS), shape);
  }

  static LoadPlan plan(
      StubServer server, Expected expected, OptionalDouble rate, int connections, boolean verify) {
    Shape shape =
        new Shape(connections, 0, 1, 1, true, rate, OptionalLong.empty(), verify, TIMEOUT);
    return plan(server, ask(List.of(), expected), shape);
  }

  static LoadPlan plan(StubServer server, Ask ask, Shape shape) {
    return new LoadPlan(server.address(), List.of(ask), GREETING, false, shape);
  }

  static Ask ask(List<String> fields, Expected expected) {
    StringBuilder head = new StringBuilder("GET /x HTTP/1.1\r\nHost: localhost\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    return new Ask("/x", head.append("\r\n").toString(), expected);
  }
}
