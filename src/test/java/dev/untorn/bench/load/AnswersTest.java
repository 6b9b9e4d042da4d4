package dev.untorn.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class AnswersTest {
  @Test
  void a_wrong_body_is_told_from_the_file_and_from_others_of_its_tag() throws Exception {
    String tag = "ETag: \"1\"";
    try (StubServer server = new StubServer(n -> StubServer.ok(n == 20 ? "jello" : "hello", tag))) {
      LoadResult byTag = Plans.run(server, Plans.verified(server, ExpectedResponse.SUCCESS), 50);
      assertEquals(Map.of(RequestError.BODY, 1L), byTag.errorCounts());
    }
    try (StubServer server = new StubServer(_ -> StubServer.ok("hello"))) {
      ExpectedResponse other =
          new ExpectedResponse(Statuses.SUCCESS, OptionalLong.of(5), OptionalInt.of(12345));
      LoadResult byFile = Plans.run(server, Plans.verified(server, other), 20);
      assertEquals(0, byFile.requests());
      assertEquals(byFile.statuses().get(200), byFile.errorCounts().get(RequestError.BODY));
    }
  }

  @Test
  void entity_tags_are_told_apart_however_alike() throws Exception {
    // These two have the same hash code.
    try (StubServer server =
        new StubServer(n ->
            n % 2 == 0
                ? StubServer.ok("hello", "ETag: \"Aa\"")
                : StubServer.ok("jello", "ETag: \"BB\""))) {
      LoadResult measured = Plans.run(server, Plans.verified(server, ExpectedResponse.SUCCESS), 50);
      assertEquals(Map.of(), measured.errorCounts());
      assertEquals(0, measured.unverified());
    }
  }

  @Test
  void bodies_that_can_be_compared_with_nothing_are_counted() throws Exception {
    try (StubServer server = new StubServer(_ -> StubServer.ok("hello"))) {
      LoadResult measured = Plans.run(server, Plans.verified(server, ExpectedResponse.SUCCESS), 20);
      assertTrue(measured.requests() > 0, measured::toString);
      assertTrue(measured.unverified() >= measured.requests(), measured::toString);
    }
  }

  @Test
  void a_wrong_length_and_a_wrong_status_are_errors() throws Exception {
    ExpectedResponse longer =
        new ExpectedResponse(Statuses.SUCCESS, OptionalLong.of(6), OptionalInt.empty());
    try (StubServer server = new StubServer(_ -> StubServer.ok("hello"))) {
      LoadResult measured = Plans.run(server, Plans.verified(server, longer), 20);
      assertEquals(0, measured.requests());
      assertEquals(measured.statuses().get(200), measured.errorCounts().get(RequestError.LENGTH));
    }
    try (StubServer server =
        new StubServer(_ -> "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")) {
      LoadResult measured = Plans.run(server, Plans.verified(server, longer), 20);
      assertEquals(0, measured.requests());
      assertEquals(measured.statuses().get(503), measured.errorCounts().get(RequestError.STATUS));
    }
  }

  @Test
  void a_status_that_was_expected_is_good_and_success_is_not() throws Exception {
    ExpectedResponse missing = ExpectedResponse.of(Statuses.of(404));
    try (StubServer server =
        new StubServer(n ->
            n % 2 == 0
                ? "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone"
                : StubServer.ok("x"))) {
      LoadResult measured = Plans.run(server, Plans.verified(server, missing), 20);
      assertEquals(measured.statuses().get(404), measured.requests());
      assertEquals(measured.statuses().get(200), measured.errorCounts().get(RequestError.STATUS));
      assertEquals(4 * measured.requests(), measured.bytes());
    }
  }

  @Test
  void a_body_that_is_cut_is_no_response() throws Exception {
    try (StubServer server =
        new StubServer(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhell")) {
      LoadPlan plan =
          Plans.plan(
              server,
              Plans.spec(List.of("Connection: close"), ExpectedResponse.SUCCESS),
              new LoadProfile(
                  1,
                  0,
                  1,
                  1,
                  true,
                  OptionalDouble.empty(),
                  OptionalLong.empty(),
                  false,
                  Plans.TIMEOUT));
      LoadResult measured = Plans.run(server, plan, 3);
      assertEquals(0, measured.requests());
      assertTrue(
          measured.errorCounts().getOrDefault(RequestError.CUT, 0L) >= 1, measured::toString);
    }
  }

  @Test
  void a_body_that_ends_with_its_connection_is_whole() throws Exception {
    ExpectedResponse five =
        new ExpectedResponse(Statuses.SUCCESS, OptionalLong.of(5), OptionalInt.empty());
    RequestSpec spec = Plans.spec(List.of("Connection: close"), five);
    LoadProfile profile =
        new LoadProfile(
            1, 0, 1, 1, true, OptionalDouble.empty(), OptionalLong.empty(), false, Plans.TIMEOUT);
    try (StubServer server =
        new StubServer(n -> "HTTP/1.1 200 OK\r\n\r\n" + (n == 3 ? "hell" : "hello"))) {
      LoadResult measured = Plans.run(server, Plans.plan(server, spec, profile), 10);
      assertEquals(Map.of(RequestError.LENGTH, 1L), measured.errorCounts());
      assertTrue(measured.requests() >= 5, measured::toString);
    }
  }
}
