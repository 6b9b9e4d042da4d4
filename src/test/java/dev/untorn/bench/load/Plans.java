package dev.untorn.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Loads of a server of tests. */
final class Plans {
  /** Longer than any answer of these tests takes. */
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final RequestSpec GREETING =
      new RequestSpec(
          "/x", "HEAD /x HTTP/1.1\r\nHost: localhost\r\n\r\n", ExpectedResponse.SUCCESS);

  private Plans() {}

  /** Until the server had so many requests. */
  static LoadResult run(StubServer server, LoadPlan plan, long requests) {
    try (Load load = new Load(plan)) {
      load.count();
      StubServer.await(() -> server.requests() >= requests);
      return load.stop();
    }
  }

  static LoadPlan plan(StubServer server) {
    return plan(server, ExpectedResponse.SUCCESS, OptionalDouble.empty(), 4, false);
  }

  static LoadPlan verified(StubServer server, ExpectedResponse expected) {
    return plan(server, expected, OptionalDouble.empty(), 2, true);
  }

  static LoadPlan open(StubServer server, double rate) {
    return plan(server, ExpectedResponse.SUCCESS, OptionalDouble.of(rate), 1, false);
  }

  /** Of one connection to a server that does not answer. */
  static LoadPlan silent(StubServer server, OptionalDouble rate, Duration timeout) {
    LoadProfile profile =
        new LoadProfile(1, 0, 1, 1, true, rate, OptionalLong.empty(), false, timeout);
    return plan(server, spec(List.of(), ExpectedResponse.SUCCESS), profile);
  }

  static LoadPlan plan(
      StubServer server,
      ExpectedResponse expected,
      OptionalDouble rate,
      int connections,
      boolean verify) {
    LoadProfile profile =
        new LoadProfile(connections, 0, 1, 1, true, rate, OptionalLong.empty(), verify, TIMEOUT);
    return plan(server, spec(List.of(), expected), profile);
  }

  static LoadPlan plan(StubServer server, RequestSpec spec, LoadProfile profile) {
    return new LoadPlan(server.address(), List.of(spec), GREETING, false, profile);
  }

  static RequestSpec spec(List<String> fields, ExpectedResponse expected) {
    StringBuilder head = new StringBuilder("GET /x HTTP/1.1\r\nHost: localhost\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    return new RequestSpec("/x", head.append("\r\n").toString(), expected);
  }
}
