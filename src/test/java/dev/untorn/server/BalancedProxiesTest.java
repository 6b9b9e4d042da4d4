package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.origin.upstream.ScriptedOrigin;
import dev.untorn.testing.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three proxies as one cache, behind HAProxy with the configuration that is an example. */
final class BalancedProxiesTest {
  private static final int OBJECTS = 60;

  @TempDir Path folder;
  private final ScriptedOrigin origin =
      new ScriptedOrigin((peer, _) -> {
        while (true) {
          String path = peer.request().split(" ", -1)[1];
          peer.send(
              "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nContent-Length: "
                  + path.length()
                  + "\r\n\r\n"
                  + path);
        }
      });
  private final List<Served> proxies = new ArrayList<>();

  /** The same after a restart: HAProxy knows them. */
  private final Map<Integer, Integer> adminPorts = new HashMap<>();

  @AfterEach
  void end_them() throws IOException {
    proxies.forEach(Served::close);
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"untorn-cluster.yaml", "untorn-edge.yaml"})
  void the_examples_for_proxies_are_accepted(String name) {
    LoadResult result =
        SettingsReader.read(Optional.of(Path.of("config", name)), Map.of(), List.of());
    assertInstanceOf(LoadResult.Read.class, result, result::toString);
  }

  @Test
  void the_example_for_haproxy_is_accepted_by_it() throws Exception {
    var _ = Commands.run(Balancer.program(), "-c", "-f", Balancer.CONFIGURATION.toString());
  }

  @Test
  void who_dies_moves_its_own_objects_alone_and_has_them_again_when_it_is_back() throws Exception {
    for (int i = 0; i < 3; i++) {
      proxies.add(start(i, 0));
    }
    try (Balancer balancer = Balancer.before(folder, proxies)) {
      Map<String, String> first = placesOfAll(balancer);
      assertEquals(3, first.values().stream().distinct().count(), first::toString);
      assertEquals(first, placesOfAll(balancer));
      assertEquals(OBJECTS, origin.heads().size(), "each object has one place");

      int port = proxies.get(1).server().port();
      proxies.get(1).close();
      Map<String, String> without = placesOfAll(balancer);
      first.forEach((path, place) -> {
        if (place.equals("untorn2")) {
          assertNotEquals(place, without.get(path));
        } else {
          assertEquals(place, without.get(path));
        }
      });
      long moved = first.values().stream().filter("untorn2"::equals).count();
      assertEquals(OBJECTS + moved, origin.heads().size());

      proxies.set(1, start(1, port));
      Wires.await("HAProxy sees it", () -> placesOfAll(balancer).equals(first));
      String misses = "outcome=\"miss\"";
      assertEquals(
          0,
          Wires.series(proxies.get(1), "untorn_cache_requests_total", misses),
          "what it had stored is there");
    }
  }

  /** With the cache that it had before, if it ran already. */
  private Served start(int number, int port) throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache" + number));
    if (!adminPorts.containsKey(number)) {
      adminPorts.put(number, Checks.freePort());
    }
    return Served.directory(
        cache,
        "proxy.origin=" + Checks.url(origin.port()),
        "proxy.cache=" + cache,
        "network.port=" + port,
        "admin.port=" + adminPorts.get(number));
  }

  /** Which proxy answers for each object; all answers are right. */
  private static Map<String, String> placesOfAll(Balancer balancer) throws IOException {
    Map<String, String> places = new HashMap<>();
    for (int i = 0; i < OBJECTS; i++) {
      String path = "/object/" + i;
      Reply reply = balancer.get(path);
      assertTrue(reply.isComplete(), () -> reply.ending() + " " + reply.fault());
      assertEquals(path, reply.text());
      places.put(path, reply.field("X-Served-By").orElseThrow());
    }
    return places;
  }
}
