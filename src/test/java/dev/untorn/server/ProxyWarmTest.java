package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.cli.CommandLines;
import dev.untorn.cli.ExitCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code untorn warm}, over sockets. */
@Timeout(120)
final class ProxyWarmTest {
  private static final String FRESH = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\n";
  private static final String BODY = "Content-Length: 5\r\n\r\nwhole";

  @TempDir Path cache;
  @TempDir Path lists;

  private record Run(int code, String out, String err) {
    /** The words of the line that begins so. */
    private String line(String beginning) {
      return out.lines()
          .filter(line -> line.startsWith(beginning))
          .findFirst()
          .map(line -> line.strip().replaceAll(" +", " "))
          .orElse("");
    }
  }

  private static Run warm(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine main = CommandLines.all();
    main.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all = Stream.concat(Stream.of("warm"), Stream.of(args)).toArray(String[]::new);
    return new Run(main.execute(all), out.toString(), err.toString());
  }

  private static String url(Proxied proxied) {
    return "http://127.0.0.1:" + proxied.proxy().address().getPort();
  }

  private String list(String... lines) throws IOException {
    return Files.write(lists.resolve("list"), List.of(lines)).toString();
  }

  @Test
  void what_is_listed_is_fetched_and_the_next_time_it_is_fresh() throws Exception {
    try (Proxied proxied = Proxied.answering(cache, FRESH + BODY)) {
      String list =
          list(
              "# a comment",
              "/a",
              "/a",
              url(proxied) + "/b",
              "http://127.0.0.1:" + proxied.originPort() + "/c");
      Run first = warm(url(proxied), list);
      assertEquals(ExitCodes.FINE, first.code(), first::toString);
      assertEquals("fetched 3 15 B", first.line("fetched"));
      assertEquals(3, proxied.asked().size());
      Run second = warm(url(proxied), list);
      assertEquals(ExitCodes.FINE, second.code(), second::toString);
      assertEquals("fresh already 3", second.line("fresh already"));
      assertEquals(3, proxied.asked().size(), "the origin is not asked again");
      for (String path : new String[] {"/a", "/b", "/c"}) {
        assertEquals(200, proxied.get(path, "Cache-Control: only-if-cached").status());
      }
    }
  }

  @Test
  void what_is_stale_is_confirmed_and_not_fetched() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) -> {
          String confirmed = head.startsWith("GET /a ") ? "Cache-Control: max-age=600\r\n" : "";
          peer.send(
              head.contains("If-None-Match")
                  ? "HTTP/1.1 304 Not Modified\r\nETag: \"v\"\r\n" + confirmed + "\r\n"
                  : "HTTP/1.1 200 OK\r\nCache-Control: max-age=0\r\nETag: \"v\"\r\n" + BODY);
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      String list = list("/a", "/b");
      assertEquals("fetched 2 10 B", warm(url(proxied), list).line("fetched"));
      Run second = warm(url(proxied), list);
      assertEquals(ExitCodes.FINE, second.code(), second::toString);
      assertEquals("confirmed by the origin 1", second.line("confirmed"), second::out);
      assertEquals("stored, but stale 1", second.line("stored"), second::out);
    }
  }

  private static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return compressed.toByteArray();
  }

  @Test
  void a_sitemap_of_sitemaps_comes_through_the_proxy_and_names_its_public_urls() throws Exception {
    byte[] sitemap =
        compressed(
            "<urlset><url><loc>https://www.example.com/a</loc></url>"
                + "<url><loc>https://www.example.com/b</loc></url></urlset>");
    Proxied.Answering answering =
        (peer, head, _) -> {
          switch (head.split(" ", 3)[1]) {
            case "/index.xml" -> {
              String index =
                  "<sitemapindex><sitemap><loc>http://www.example.com/s.xml.gz</loc></sitemap>"
                      + "</sitemapindex>";
              peer.send(FRESH + "Content-Length: " + index.length() + "\r\n\r\n" + index);
            }
            case "/s.xml.gz" -> Proxied.send(peer, FRESH, sitemap, 0, sitemap.length);
            default -> peer.send(FRESH + BODY);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      Run run =
          warm(
              "http://www.example.com",
              "--connect",
              "127.0.0.1:" + proxied.proxy().address().getPort(),
              "--sitemap",
              "/index.xml");
      assertEquals(ExitCodes.FINE, run.code(), run::toString);
      assertEquals("fetched 2 10 B", run.line("fetched"));
      assertEquals(
          List.of("/a", "/b", "/index.xml", "/s.xml.gz"),
          proxied.asked().stream().map(head -> head.split(" ", 3)[1]).sorted().toList());
    }
  }

  @Test
  void what_is_not_stored_or_failed_is_named_with_its_line_and_reason() throws Exception {
    Proxied.Answering answering =
        (peer, head, _) -> {
          switch (head.split(" ", 3)[1]) {
            case "/private" -> peer.send("HTTP/1.1 200 OK\r\nCache-Control: no-store\r\n" + BODY);
            case "/moved" ->
                peer.send("HTTP/1.1 301 Gone\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n");
            case "/none" -> peer.send("HTTP/1.1 404 Not Here\r\nContent-Length: 0\r\n\r\n");
            case "/cut" -> {
              peer.send(FRESH + "Content-Length: 9\r\n\r\ncut");
              peer.cut();
            }
            case "/broken" -> peer.send("no HTTP\r\n\r\n");
            default -> peer.send(FRESH + BODY);
          }
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      Run run =
          warm(
              url(proxied),
              list("/a", "/private", "/none", "/cut", "/broken", "http://none.example/", "/moved"));
      assertEquals(ExitCodes.FAILED, run.code());
      assertEquals("fetched 1 5 B", run.line("fetched"));
      assertEquals("not stored 1", run.line("not stored  "));
      assertEquals("failed 5", run.line("failed  "));
      assertTrue(run.line("not stored: /private: ").endsWith("/list, line 2)"), run::out);
      assertTrue(run.line("failed: /none: 404 ").endsWith("/list, line 3)"), run::out);
      assertTrue(run.line("failed: /cut: cut after ").endsWith("/list, line 4)"), run::out);
      assertTrue(
          run.line("failed: /broken: 502 Bad Gateway: The origin").endsWith("/list, line 5)"),
          run::out);
      assertTrue(run.line("failed: http://none.example/: 403 ").endsWith("line 6)"), run::out);
      assertTrue(run.line("failed: /moved: 301 ").contains("list that instead"), run::out);
    }
  }

  @Test
  void what_broke_off_is_tried_again() throws Exception {
    Proxied.Answering answering =
        (peer, _, number) -> {
          if (number == 1) {
            peer.send(FRESH + "Content-Length: 9\r\n\r\ncut");
            peer.cut();
          }
          peer.send(FRESH + BODY);
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      Run run = warm(url(proxied), list("/a"));
      assertEquals(ExitCodes.FINE, run.code(), run::toString);
      assertEquals("fetched 1 5 B", run.line("fetched"));
    }
  }

  @Test
  void no_more_are_fetched_at_once_than_was_said() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(2);
    Proxied.Answering answering =
        (peer, _, _) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          two.countDown();
          assertTrue(two.await(20, TimeUnit.SECONDS), "two at once");
          now.decrementAndGet();
          peer.send(FRESH + BODY);
        };
    try (Proxied proxied = Proxied.of(cache, answering)) {
      String[] paths =
          Stream.iterate(0, i -> i + 1).limit(30).map(i -> "/" + i).toArray(String[]::new);
      Run run = warm(url(proxied), list(paths), "--connections", "2");
      assertEquals("fetched 30 150 B", run.line("fetched"), run::toString);
      assertEquals(2, most.get());
    }
  }

  @Test
  void no_more_are_begun_in_a_second_than_was_said() throws Exception {
    try (Proxied proxied = Proxied.answering(cache, FRESH + BODY)) {
      String[] paths =
          Stream.iterate(0, i -> i + 1).limit(11).map(i -> "/" + i).toArray(String[]::new);
      long beganNanos = System.nanoTime();
      Run run = warm(url(proxied), list(paths), "--rate", "20");
      assertEquals("fetched 11 55 B", run.line("fetched"), run::toString);
      assertTrue(System.nanoTime() - beganNanos >= TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  @Test
  void what_cannot_be_done_is_refused_with_the_remedy_before_anything_is_fetched()
      throws Exception {
    try (Proxied proxied = Proxied.answering(cache, FRESH + BODY)) {
      assertRefused("list, line 2: /b c: it has a space", warm(url(proxied), list("/a", "/b c")));
      assertRefused("name what is to be warmed", warm(url(proxied)));
      assertRefused("nothing is listed", warm(url(proxied), list("# nothing")));
      assertRefused("no such file", warm(url(proxied), lists.resolve("none").toString()));
      assertRefused("no address of a proxy", warm("127.0.0.1:8080", list("/a")));
      assertRefused("--connections is between", warm(url(proxied), list("/a"), "-c", "0"));
      assertEquals(
          List.of(), proxied.asked().stream().filter(head -> head.contains("/a")).toList());
    }
    assertRefused("is it running?", warm("http://127.0.0.1:" + unusedPort(), list("/a")));
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket unused = new ServerSocket(0)) {
      return unused.getLocalPort();
    }
  }

  private static void assertRefused(String why, Run run) {
    assertEquals(ExitCodes.USAGE, run.code(), run::toString);
    assertTrue(run.err().contains(why), run::err);
  }
}
