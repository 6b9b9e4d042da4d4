package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A proxy whose origin is a proxy, whose origin does what a test says. */
final class Tiers implements AutoCloseable {
  private static final String SECRET = "0123456789abcdef0123";

  static final String TAGGED = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nETag: \"v1\"\r\n";

  private final Path edgeCache;
  private final Proxied inner;
  private final Served edge;

  private Tiers(Path edgeCache, Proxied inner, Served edge) {
    this.edgeCache = edgeCache;
    this.inner = inner;
    this.edge = edge;
  }

  /** Both below a folder. The inner one has the same port after a restart. */
  static Tiers of(Path folder, Proxied.Answering origin) throws IOException {
    return of(folder, origin, "proxy.fresh=origin", "proxy.fresh=origin");
  }

  /** With a setting for each. */
  static Tiers of(Path folder, Proxied.Answering origin, String ofInner, String ofEdge)
      throws IOException {
    Path innerCache = Files.createDirectory(folder.resolve("inner"));
    Path edgeCache = Files.createDirectory(folder.resolve("edge"));
    String token = "admin.token-file=" + Files.writeString(folder.resolve("token"), SECRET);
    int port = Checks.freePort();
    Proxied inner =
        Proxied.of(innerCache, origin, "network.port=" + port, "admin.port=0", token, ofInner);
    Served edge =
        Served.directory(
            edgeCache,
            "proxy.origin=" + Checks.url(port),
            "proxy.cache=" + edgeCache,
            "admin.port=0",
            token,
            ofEdge);
    return new Tiers(edgeCache, inner, edge);
  }

  /** What clients ask. */
  Served edge() {
    return edge;
  }

  /** Its origin. */
  Proxied inner() {
    return inner;
  }

  Path edgeCache() {
    return edgeCache;
  }

  Reply get(String path, String... fields) throws IOException {
    return edge.get(path, fields);
  }

  /** The heads of the requests that came to the origin of the inner one. */
  List<String> asked() {
    return inner.asked();
  }

  void purgeInner(String path) throws IOException {
    purge(inner.proxy(), path);
  }

  void purgeEdge(String path) throws IOException {
    purge(edge, path);
  }

  private static void purge(Served proxy, String path) throws IOException {
    URI admin = URI.create(proxy.server().startupReport().adminUrl().orElseThrow());
    try (WireClient client =
        WireClient.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), admin.getPort()))) {
      String line = "DELETE /objects?path=" + path + " HTTP/1.1";
      Reply reply = client.ask(Served.request(line, "Authorization: Bearer " + SECRET));
      assertEquals(200, reply.status());
    }
  }

  @Override
  public void close() throws IOException {
    edge.close();
    inner.close();
  }
}
