package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.testing.SignedRequest;
import dev.untorn.testing.Skip;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

/** A server of S3 in a process of its own: s3proxy, over a directory. */
final class S3Proxy implements AutoCloseable {
  static final String ACCESS_KEY = "local";
  static final String SECRET_KEY = "secret";

  private static final long PATIENCE_SECONDS = 100;
  private static final long LOOK_MILLIS = 50;

  /** What the script ends with where it cannot be had. */
  private static final int LACKING = 3;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final Path folder;
  private Process process;

  private S3Proxy(int port, Path folder) throws Exception {
    this.port = port;
    this.folder = folder;
    this.process = begin();
  }

  /** Starts one on a free port; skips where it cannot be had. */
  static S3Proxy start(Path folder) throws Exception {
    Files.createDirectories(folder.resolve("data"));
    return new S3Proxy(Checks.freePort(), folder);
  }

  private Process begin() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Checks.script("s3proxy.sh"), Integer.toString(port), folder.resolve("data").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path said = folder.resolve("s3proxy.out");
    Process begun =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!answers()) {
      if (begun.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        Skip.unless(begun.exitValue() != LACKING, Files.readString(said).strip());
        throw new AssertionError(Files.readString(said));
      }
      if (System.nanoTime() - deadline > 0) {
        begun.destroy();
        throw new AssertionError("s3proxy does not answer: " + Files.readString(said));
      }
    }
    return begun;
  }

  private boolean answers() throws Exception {
    try {
      return status("GET", "/", "") == 200;
    } catch (ConnectException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** Sends a signed request; its status. */
  private int status(String method, String target, String body) throws Exception {
    return send(method, target, body).statusCode();
  }

  private HttpResponse<Void> send(String method, String target, String body) throws Exception {
    return client.send(
        SignedRequest.of(
            method, URI.create("http://127.0.0.1:" + port + target), body, ACCESS_KEY, SECRET_KEY),
        HttpResponse.BodyHandlers.discarding());
  }

  void makeBucket(String name) throws Exception {
    assertEquals(200, status("PUT", "/" + name, ""));
  }

  /** Puts an object; its key is encoded as in a path. */
  void put(String bucketAndKey, String content) throws Exception {
    assertEquals(200, status("PUT", "/" + bucketAndKey, content));
  }

  /** For how long an object has been as it is, by the server's own clock. */
  long restsSeconds(String bucketAndKey) throws Exception {
    HttpHeaders head = send("HEAD", "/" + bucketAndKey, "").headers();
    return seconds(head, "Date") - seconds(head, "Last-Modified");
  }

  private static long seconds(HttpHeaders head, String field) {
    return ZonedDateTime.parse(
            head.firstValue(field).orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toEpochSecond();
  }

  void delete(String bucketAndKey) throws Exception {
    assertEquals(204, status("DELETE", "/" + bucketAndKey, ""));
  }

  /** Ends it as a crash does. */
  void stop() throws IOException {
    process.getOutputStream().close(); // Its script kills it then.
    var _ = process.onExit().join();
  }

  /** Begins again with the same data on the same port. */
  void restart() throws Exception {
    process = begin();
  }

  @Override
  public void close() throws IOException {
    client.close();
    stop();
  }
}
