package dev.untorn.server;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.origin.upstream.ScriptedOrigin;
import dev.untorn.testing.SignatureJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real proxy in front of a server of S3 that does what a test says; what is not signed as it must
 * be, it refuses. The bucket is box, the prefix pre.
 */
final class ScriptedBucket implements AutoCloseable {
  /** In the files of AWS. */
  static final String PROFILE = "test";

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String FILE = "aws.sharedCredentialsFile";
  private static final String REGION = "us-east-1";

  private final ScriptedOrigin server;
  private final Path keys;
  private final Path cache;
  private final String[] settings;
  private Served proxy;
  private volatile SignatureJudge judge;

  /** {@code endpoint} names the server before a colon and the port. */
  private ScriptedBucket(
      Path folder, String endpoint, Proxied.Answering answering, String... settings)
      throws IOException {
    this.keys = folder.resolve("credentials");
    this.judge = putKeys("first");
    System.setProperty(FILE, keys.toString());
    int[] requests = new int[1];
    this.server =
        new ScriptedOrigin((peer, _) -> {
          while (true) {
            String head = peer.request();
            String flaw = judge.flaw(head);
            synchronized (requests) {
              requests[0]++;
            }
            if (head.contains("uthorization:") && !flaw.isEmpty()) {
              peer.send(error(403, "SignatureDoesNotMatch", flaw));
            } else {
              answering.answer(peer, head, requests[0]);
            }
          }
        });
    this.cache = Files.createDirectories(folder.resolve("cache"));
    this.settings =
        Stream.concat(
                Stream.of(
                    "proxy.origin=s3://box/pre",
                    "proxy.cache=" + cache,
                    "proxy.s3-endpoint=" + endpoint + server.port(),
                    "proxy.s3-region=" + REGION,
                    "proxy.s3-profile=" + PROFILE,
                    "admin.port=0",
                    "admin.token-file=" + Files.writeString(folder.resolve("token"), TOKEN + "\n")),
                Stream.of(settings))
            .toArray(String[]::new);
    this.proxy = Served.directory(cache, this.settings);
  }

  /** Ends the proxy, and starts another one with the same cache: nobody reads anything any more. */
  void restart() {
    proxy.close();
    proxy = Served.directory(cache, settings);
  }

  static ScriptedBucket of(Path folder, Proxied.Answering answering, String... settings)
      throws IOException {
    return new ScriptedBucket(folder, "http://127.0.0.1:", answering, settings);
  }

  /** With the bucket in the host. */
  static ScriptedBucket virtual(Path folder, Proxied.Answering answering) throws IOException {
    return new ScriptedBucket(
        folder, "http://localhost:", answering, "proxy.s3-addressing=virtual");
  }

  /** Answers all with the same octets. */
  static ScriptedBucket answering(Path folder, String octets, String... settings)
      throws IOException {
    return of(folder, (peer, _, _) -> peer.send(octets), settings);
  }

  /** Has other keys in the file of AWS, which are the ones that sign soundly from now on. */
  void renewKeys(String name) {
    judge = putKeys(name);
  }

  private SignatureJudge putKeys(String name) {
    try {
      Files.writeString(
          keys,
          "[%s]%naws_access_key_id = %s%naws_secret_access_key = %s%n"
              .formatted(PROFILE, key(name), secret(name)));
      return new SignatureJudge(REGION, key(name), secret(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String key(String name) {
    return "KEY-" + name;
  }

  static String secret(String name) {
    return "secret/of/" + name;
  }

  /** An error as S3 has it. */
  static String error(int status, String code, String more) {
    String document =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>%s</Code><Message>Of %s</Message><AWSAccessKeyId>KEY</AWSAccessKeyId>\
        <RequestId>1</RequestId></Error>\
        """
            .formatted(code, code);
    return "HTTP/1.1 %d Any\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n%s\r\n%s"
        .formatted(
            status,
            document.getBytes(StandardCharsets.UTF_8).length,
            more.contains(": ") && more.endsWith("\r\n") ? more : "",
            document);
  }

  Served proxy() {
    return proxy;
  }

  Reply get(String path, String... fields) throws IOException {
    return proxy.get(path, fields);
  }

  Reply ask(String requestLine, String... fields) throws IOException {
    return proxy.ask(requestLine, fields);
  }

  /** What the operator gets for purging a path. */
  Reply purge(String path) throws IOException {
    return purgeAll("path=" + path);
  }

  /** What a query names. */
  Reply purgeAll(String query) throws IOException {
    URI admin = URI.create(proxy.server().startupReport().adminUrl().orElseThrow());
    try (WireClient client =
        WireClient.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), admin.getPort()))) {
      return client.ask(
          Served.request(
              "DELETE /objects?" + query + " HTTP/1.1", "Authorization: Bearer " + TOKEN));
    }
  }

  /** The heads of the requests that came to the bucket. */
  List<String> asked() {
    return server.heads();
  }

  /** Their request lines. */
  List<String> lines() {
    return asked().stream().map(head -> head.lines().findFirst().orElseThrow()).toList();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    server.close();
    System.clearProperty(FILE);
  }
}
