package dev.untorn.bench.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ListenersTest {
  @Test
  void a_process_that_listens_is_found_by_its_port() throws Exception {
    Process child = ListeningChild.start();
    try (var output = child.inputReader()) {
      int port = Integer.parseInt(output.readLine());
      assertEquals(
          Set.of(child.pid()),
          Listeners.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void this_process_is_not_taken_for_a_server() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(
          Set.of(),
          Listeners.at(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort())));
    }
  }
}
