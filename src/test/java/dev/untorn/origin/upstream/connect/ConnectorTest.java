package dev.untorn.origin.upstream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.upstream.connect.ConnectResult.Connected;
import dev.untorn.origin.upstream.connect.ConnectResult.Refused;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.resolver.dns.DnsServerAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a name to a connection, by a name server of the test's own. */
final class ConnectorTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = loops.next();
  private final List<Resolver> resolvers = new ArrayList<>();
  private ServerSocket origin = new ServerSocket();

  ConnectorTest() throws Exception {}

  @BeforeEach
  void listen() throws Exception {
    origin.bind(new InetSocketAddress("127.0.0.2", 0)); // And nobody on 127.0.0.1.
  }

  @AfterEach
  void end() throws Exception {
    origin.close();
    resolvers.forEach(Resolver::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Connector connector(NameServer names, Reachable reachable, Duration timeout) {
    Resolver resolver =
        Resolver.asking(_ -> DnsServerAddresses.singleton(names.address()).stream());
    resolvers.add(resolver);
    Endpoint endpoint = Endpoint.of("http://origin.example:" + origin.getLocalPort());
    return new Connector(
        endpoint, new Route.Direct(), reachable, resolver, ClientTls.system(), timeout);
  }

  private ConnectResult connect(Connector connector) throws Exception {
    CompletableFuture<ConnectResult> result = new CompletableFuture<>();
    loop.execute(() -> connector.connect(loop, result::complete));
    ConnectResult connected = result.get(30, TimeUnit.SECONDS);
    if (connected instanceof Connected opened) {
      var _ = opened.channel().close();
    }
    return connected;
  }

  private static String peer(ConnectResult result) {
    InetSocketAddress peer =
        (InetSocketAddress) assertInstanceOf(Connected.class, result).channel().remoteAddress();
    return peer.getAddress().getHostAddress();
  }

  @Test
  void a_name_s_next_address_is_tried_when_one_refuses() throws Exception {
    try (NameServer names = new NameServer(60, "127.0.0.1", "127.0.0.2")) {
      Connector connector = connector(names, Reachable.ANYWHERE, LONG);
      assertInstanceOf(Connected.class, connect(connector));
    }
  }

  @Test
  void an_address_that_failed_of_late_is_tried_last() throws Exception {
    AddressMemory memory = new AddressMemory();
    InetAddress first = InetAddress.ofLiteral("192.0.2.1");
    InetAddress second = InetAddress.ofLiteral("192.0.2.2");
    assertEquals(List.of(first, second), memory.ordered(List.of(first, second)));
    memory.fails(first);
    assertEquals(List.of(second, first), memory.ordered(List.of(first, second)));
    memory.works(first);
    assertEquals(List.of(first, second), memory.ordered(List.of(first, second)));
  }

  @Test
  void if_all_addresses_fail_each_reason_is_told() throws Exception {
    try (NameServer names = new NameServer(60, "127.0.0.1", "127.0.0.3")) {
      Refused refused =
          assertInstanceOf(Refused.class, connect(connector(names, Reachable.ANYWHERE, LONG)));
      assertEquals(Outage.UNREACHABLE, refused.outage());
      assertEquals("connection refused", refused.reason(), "who asks need not know addresses");
      assertEquals(
          "127.0.0.1: connection refused; 127.0.0.3: connection refused", refused.detail());
    }
  }

  @Test
  void an_answer_is_kept_for_its_time_to_live() throws Exception {
    try (NameServer names = new NameServer(60, "127.0.0.2")) {
      Connector connector = connector(names, Reachable.ANYWHERE, LONG);
      for (int i = 0; i < 5; i++) {
        assertInstanceOf(Connected.class, connect(connector));
      }
      assertEquals(1, names.queries());
    }
  }

  @Test
  void a_host_that_has_moved_is_found_after_its_time_to_live() throws Exception {
    try (NameServer names = new NameServer(1, "127.0.0.3")) {
      Connector connector = connector(names, Reachable.ANYWHERE, LONG);
      assertInstanceOf(Refused.class, connect(connector));
      names.answer("127.0.0.2");
      long deadline = System.nanoTime() + LONG.toNanos();
      while (!(connect(connector) instanceof Connected)) {
        assertTrue(System.nanoTime() < deadline, "still at the old address");
        Thread.sleep(50);
      }
    }
  }

  @Test
  void a_name_that_does_not_exist_is_gone() throws Exception {
    try (NameServer names = new NameServer(60)) {
      names.behave(NameServer.Manner.NO_SUCH_NAME);
      Refused refused =
          assertInstanceOf(Refused.class, connect(connector(names, Reachable.ANYWHERE, LONG)));
      assertEquals(Outage.UNREACHABLE, refused.outage());
    }
  }

  @Test
  void a_silent_name_server_is_not_waited_for_beyond_the_deadline() throws Exception {
    try (NameServer names = new NameServer(60)) {
      names.behave(NameServer.Manner.SILENCE);
      Connector connector = connector(names, Reachable.ANYWHERE, Duration.ofMillis(200));
      Refused refused = assertInstanceOf(Refused.class, connect(connector));
      assertEquals(Outage.SLOW, refused.outage());
    }
  }

  @Test
  void the_address_that_was_checked_is_the_one_connected_to() throws Exception {
    // The next answer would be permitted; there must be none.
    try (NameServer names = new NameServer(1, "127.0.0.2")) {
      Connector refusing = connector(names, Reachable.PUBLIC, LONG);
      Refused refused = assertInstanceOf(Refused.class, connect(refusing));
      assertEquals(Outage.BROKEN, refused.outage());
      assertTrue(refused.reason().contains("is private"), refused.reason());
      assertFalse(refused.reason().contains("127.0.0.2"), refused.reason());
      assertTrue(refused.detail().contains("127.0.0.2 is private"), refused.detail());
      assertEquals(1, names.queries());
      Connector permitting = connector(names, Reachable.ANYWHERE, LONG);
      assertEquals("127.0.0.2", peer(connect(permitting)));
    }
  }
}
