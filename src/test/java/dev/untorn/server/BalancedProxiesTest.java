package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.origin.upstream.ScriptedOrigin;
import dev.untorn.testing.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three proxies as one cache, behind HAProxy with the configuration that is an example. */
final class BalancedProxiesTest {
  private static final int OBJECTS = 60;
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";
  private static final long DEADLINE_SECONDS = 20;

  @TempDir Path folder;
  private ScriptedOrigin origin =
      answering((peer, head, _) -> {
        String path = head.split(" ", -1)[1];
        peer.send(FRESH + "Content-Length: " + path.length() + "\r\n\r\n" + path);
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
    startThree();
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

  @Test
  void a_client_that_was_cut_gets_the_rest_of_its_version_from_another_one() throws Exception {
    byte[] body = Proxied.content(1);
    origin.close();
    origin = answering(new RangedOrigin(body));
    startThree();
    try (Balancer balancer = Balancer.before(folder, proxies)) {
      Reply whole = balancer.get("/a");
      Proxied.assertWhole(body, whole);
      proxies.get(place(whole)).close();
      Reply rest = balancer.get("/a", "Range: bytes=700000-", "If-Range: \"v1\"");
      assertNotEquals(place(whole), place(rest));
      assertEquals(206, rest.status());
      Proxied.assertWhole(Arrays.copyOfRange(body, 700_000, body.length), rest);
    }
  }

  @Test
  void a_get_whose_proxy_ends_before_it_answers_is_repeated_by_another_one() throws Exception {
    Ending ending = ending("GET");
    assertEquals(200, ending.reply.status());
    assertEquals("late", ending.reply.text());
    assertNotEquals(ending.place, place(ending.reply));
    assertEquals(3, origin.heads().size());
  }

  @Test
  void what_may_change_something_is_not_repeated() throws Exception {
    assertEquals(502, ending("POST").reply.status());
    assertEquals(2, origin.heads().size());
  }

  private record Ending(int place, Reply reply) {}

  /** What a client gets whose proxy ends while the origin is silent. */
  private Ending ending(String method) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    origin.close();
    origin =
        answering((peer, _, number) -> {
          if (number == 2) {
            asked.countDown();
            peer.awaitEnd();
          }
          peer.send(FRESH + "Content-Length: 4\r\n\r\nlate");
        });
    startThree();
    try (Balancer balancer = Balancer.before(folder, proxies);
        WireClient client = balancer.connect()) {
      // The same path, so the same proxy.
      int place = place(balancer.get("/a?first"));
      client.send(Served.request(method + " /a HTTP/1.1", "Content-Length: 0"));
      assertTrue(asked.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
      proxies.get(place).close();
      return new Ending(place, client.read());
    }
  }

  private static int place(Reply reply) {
    return Integer.parseInt(reply.field("X-Served-By").orElseThrow().replace("untorn", "")) - 1;
  }

  private static ScriptedOrigin answering(Proxied.Answering answering) {
    AtomicInteger requests = new AtomicInteger();
    return new ScriptedOrigin((peer, _) -> {
      while (true) {
        String head = peer.request();
        answering.answer(peer, head, requests.incrementAndGet());
      }
    });
  }

  private void startThree() throws IOException {
    for (int i = 0; i < 3; i++) {
      proxies.add(start(i, 0));
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
