package dev.untorn.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class IdleConnectionsTest {
  @Test
  void idle_connections_ask_once_and_stay_open() throws Exception {
    LoadProfile profile =
        new LoadProfile(
            2, 30, 2, 1, true, OptionalDouble.empty(), OptionalLong.empty(), false, Plans.TIMEOUT);
    try (StubServer server =
            new StubServer((_, head) -> head ? StubServer.head(5) : StubServer.ok("hello"));
        Load load =
            new Load(
                Plans.plan(server, Plans.spec(List.of(), ExpectedResponse.SUCCESS), profile))) {
      StubServer.await(() -> load.idleOpen() == 30);
      load.count();
      long before = server.requests();
      StubServer.await(() -> server.requests() > before + 50);
      LoadResult measured = load.stop();
      assertEquals(Map.of(), measured.errorCounts());
      assertEquals(0, measured.idleEnded());
      assertEquals(32, server.connections());
    }
  }

  @Test
  void an_idle_connection_that_the_server_ends_is_told_and_made_anew() throws Exception {
    LoadProfile profile =
        new LoadProfile(
            1, 1, 1, 1, true, OptionalDouble.of(1_000), OptionalLong.empty(), false, Plans.TIMEOUT);
    try (StubServer server =
            new StubServer((_, head) -> head ? StubServer.head(5) : StubServer.ok("hello"));
        Load load =
            new Load(
                Plans.plan(server, Plans.spec(List.of(), ExpectedResponse.SUCCESS), profile))) {
      StubServer.await(() -> load.idleOpen() == 1);
      load.count();
      server.endOneThatAskedByHead();
      StubServer.await(() -> server.connections() >= 3 && load.idleOpen() == 1);
      assertEquals(1, load.stop().idleEnded());
    }
  }
}
