package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.testing.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket of a real server of S3. */
final class S3ProxyTest {
  private static final String FILE = "aws.sharedCredentialsFile";
  private static final String JSON = "Accept: application/json";

  @TempDir static Path shared;

  private static S3Proxy server;

  @TempDir Path cache;

  @BeforeAll
  static void start() throws Exception {
    Path keys = shared.resolve("credentials");
    Files.writeString(
        keys,
        """
        [right]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        [wrong]
        aws_access_key_id = %s
        aws_secret_access_key = other
        [stranger]
        aws_access_key_id = nobody
        aws_secret_access_key = other
        """
            .formatted(S3Proxy.ACCESS_KEY, S3Proxy.SECRET_KEY, S3Proxy.ACCESS_KEY));
    System.setProperty(FILE, keys.toString());
    server = S3Proxy.start(shared);
    server.makeBucket("box");
  }

  @AfterAll
  static void stop() throws Exception {
    System.clearProperty(FILE);
    if (server != null) {
      server.close();
    }
  }

  private Served proxy(String origin, String... settings) {
    return Served.directory(
        cache,
        Stream.concat(
                Stream.of(
                    "proxy.origin=" + origin,
                    "proxy.cache=" + cache,
                    "proxy.s3-endpoint=http://127.0.0.1:" + server.port(),
                    "proxy.s3-region=us-east-1",
                    "proxy.s3-profile=right"),
                Stream.of(settings))
            .toArray(String[]::new));
  }

  @Test
  void objects_with_odd_keys_are_those_that_were_put() throws Exception {
    String[] keys = {
      "plain.txt",
      "a%2Bb%20c.txt",
      "gr%C3%BCn%E2%82%AC.txt",
      "q%3F%26%3D%23%25.txt",
      "st%2Ar'(x)!.txt",
    };
    for (String key : keys) {
      server.put("box/odd/" + key, key);
    }
    try (Served proxy = proxy("s3://box/odd")) {
      for (String key : keys) {
        Reply first = proxy.get("/" + key);
        assertEquals(key, first.text());
        assertTrue(first.field("ETag").orElseThrow().startsWith("\""), first::rawHead);
        assertEquals(key, proxy.get("/" + key).text());
      }
      assertEquals("plain.txt", proxy.get("/plain.txt", "If-None-Match: \"x\"").text());
      Reply head = proxy.ask("HEAD /plain.txt HTTP/1.1");
      assertEquals(Optional.of("9"), head.field("Content-Length"));
      assertEquals("lain", proxy.get("/plain.txt", "Range: bytes=1-4").text());
    }
  }

  @Test
  void folders_are_listed_and_the_prefix_confines() throws Exception {
    server.put("box/list/dir/a%20b", "1");
    server.put("box/list/z", "22");
    server.put("box/listless", "secret");
    try (Served proxy = proxy("s3://box/list")) {
      String top = proxy.get("/", JSON).text();
      assertTrue(top.contains("\"name\":\"dir\",\"href\":\"dir/\",\"type\":\"directory\""), top);
      assertTrue(top.contains("\"name\":\"z\",\"href\":\"z\",\"type\":\"file\",\"size\":2"), top);
      assertTrue(!top.contains("less"), top);
      assertTrue(proxy.get("/dir/").text().contains("a%20b"));
      String behind = proxy.get("/?after=dir%2F", JSON).text();
      assertTrue(!behind.contains("\"dir\"") && behind.contains("\"z\""), behind);
      assertEquals(Optional.of("./dir/"), proxy.get("/dir").field("Location"));
      assertEquals(404, proxy.get("/less").status());
      assertEquals(404, proxy.get("/none/").status());
      assertEquals(403, proxy.get("/..%2Flistless").status());
      assertEquals(403, proxy.get("/dir/%2e%2e/%2e%2e/listless").status());
    }
  }

  @Test
  void an_object_that_was_replaced_is_seen_when_it_is_validated() throws Exception {
    server.put("box/new/a", "one");
    try (Served proxy = proxy("s3://box/new", "proxy.fresh=0s")) {
      assertEquals("one", proxy.get("/a").text());
      assertEquals("one", proxy.get("/a").text());
      server.put("box/new/a", "two");
      assertEquals("two", proxy.get("/a").text());
      server.delete("box/new/a");
      assertEquals(404, proxy.get("/a").status());
    }
  }

  @Test
  void what_is_stored_is_served_while_the_server_is_away() throws Exception {
    server.put("box/away/a", "kept");
    try (Served proxy = proxy("s3://box/away", "proxy.fresh=1s")) {
      assertEquals("kept", proxy.get("/a").text());
      server.stop();
      try {
        assertEquals("kept", proxy.get("/a", "Cache-Control: max-age=600").text());
        assertTrue(proxy.get("/b").status() >= 502);
      } finally {
        server.restart();
      }
    }
  }

  @Test
  void wrong_keys_are_said_to_the_operator() throws Exception {
    server.put("box/closed/a", "secret");
    try (CapturedLog log = new CapturedLog();
        Served proxy = proxy("s3://box/closed", "proxy.s3-profile=wrong")) {
      assertEquals(502, proxy.get("/a").status());
      log.await("the signature is not accepted");
    }
    try (CapturedLog log = new CapturedLog();
        Served proxy = proxy("s3://box/closed", "proxy.s3-profile=stranger")) {
      assertEquals(502, proxy.get("/a").status());
      log.await("the access key is unknown");
    }
    try (Served proxy = proxy("s3://box/closed", "proxy.s3-signing=anonymous")) {
      assertEquals(403, proxy.get("/a").status());
    }
    try (CapturedLog log = new CapturedLog();
        Served proxy = proxy("s3://other")) {
      assertEquals(502, proxy.get("/a").status());
      log.await("the bucket does not exist");
    }
  }
}
