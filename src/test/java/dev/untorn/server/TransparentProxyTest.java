package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.WireClient;
import dev.untorn.lab.link.VethPair;
import dev.untorn.linux.net.TcpSocket;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A proxy on the server's own host that connects from the address of its client: what it gets are
 * references to pages, although the route to that address leads out of the machine.
 */
final class TransparentProxyTest {
  /** The proxy's kernel acknowledges all of it before anybody has read it. */
  private static final int FILE_BYTES = 128 << 10;

  private static final String GET = Served.request("GET /f HTTP/1.1");
  private static final Inet4Address FAR = Inet4Address.ofLiteral("192.0.2.99");

  @TempDir Path directory;
  private TwoHosts hosts;

  @BeforeEach
  void makeHosts() throws IOException {
    hosts = TwoHosts.create();
    Files.write(directory.resolve("f"), content('A'));
  }

  @AfterEach
  void removeHosts() {
    hosts.close();
  }

  private static byte[] content(char of) {
    byte[] content = new byte[FILE_BYTES];
    Arrays.fill(content, (byte) of);
    return content;
  }

  /** Answers to the proxy come back over loopback, as its administrator has arranged it. */
  private void redirect(Served served) throws IOException {
    hosts.runAtServer(
        "ip rule add ipproto tcp sport %d lookup 100".formatted(served.server().port()));
    hosts.runAtServer("ip route add local 0.0.0.0/0 dev lo table 100");
  }

  /** Asks for the file, has it rewritten when the server has handed it over, then reads it. */
  private byte[] bodyOverwrittenMeanwhile(Served served) throws Exception {
    return hosts.atServer(() -> {
      int port = served.server().port();
      try (TcpSocket proxy = TcpSocket.connectAs(FAR, VethPair.SENDER_ADDRESS, port, 4 << 20, 20)) {
        proxy.send(direct(Served.request("GET /f HTTP/1.1", "Connection: close")));
        Wires.await("taken", () -> Wires.series(served, "untorn_store_versions") > 0);
        ByteBuffer all = ByteBuffer.allocateDirect(FILE_BYTES + 4096);
        proxy.receive(all.limit(1));
        all.limit(all.capacity());
        try (RandomAccessFile writer =
            new RandomAccessFile(directory.resolve("f").toFile(), "rw")) {
          writer.write(content('B'));
        }
        while (proxy.receive(all) > 0) {}
        return body(all.flip());
      }
    });
  }

  private static ByteBuffer direct(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static byte[] body(ByteBuffer all) {
    String text = StandardCharsets.ISO_8859_1.decode(all).toString();
    assertTrue(text.startsWith("HTTP/1.1 200 "), () -> text.substring(0, 200));
    return text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_leased_file_is_not_handed_to_it_by_reference() throws Exception {
    try (Served served = hosts.serve(directory)) {
      redirect(served);
      byte[] body = bodyOverwrittenMeanwhile(served);
      assertEquals(FILE_BYTES, body.length);
      assertEquals('A', body[body.length - 1]);
      assertEquals(1, letters(body), "versions in a complete response");
    }
  }

  /** The control: this is how a mixture comes about. */
  @Test
  void what_it_gets_by_reference_changes_after_it_was_sent() throws Exception {
    try (Served served = hosts.serve(directory, "serve.mode=sendfile")) {
      redirect(served);
      byte[] body = bodyOverwrittenMeanwhile(served);
      assertEquals(FILE_BYTES, body.length);
      assertTrue(letters(body) == 2 || body[0] == 'B', "not torn: this test shows nothing");
    }
  }

  /** Otherwise the tests of this class would pass by never handing out anything. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "::"})
  void a_client_of_another_host_gets_the_file_by_reference(String address) throws Exception {
    try (Served served = hosts.serve(directory, "network.bind=" + address)) {
      for (int i = 0; i < 20; i++) {
        try (WireClient client = hosts.connectSlow(served)) {
          assertArrayEquals(content('A'), client.ask(GET).body());
        }
      }
      assertEquals(0, Wires.series(served, "untorn_promoted_bytes_total"));
      for (int i = 0; i < 20; i++) {
        try (WireClient client =
            hosts.atServer(() -> TwoHosts.connectHere(served.server().port()))) {
          assertArrayEquals(content('A'), client.ask(GET).body());
        }
      }
      Wires.await(
          "copied, because clients of this host ask often",
          () -> Wires.series(served, "untorn_promoted_bytes_total") == FILE_BYTES);
    }
  }

  private static int letters(byte[] body) {
    boolean a = false;
    boolean b = false;
    for (byte each : body) {
      a |= each == 'A';
      b |= each == 'B';
    }
    return (a ? 1 : 0) + (b ? 1 : 0);
  }
}
