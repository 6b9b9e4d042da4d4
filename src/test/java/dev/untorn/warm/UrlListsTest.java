package dev.untorn.warm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.warm.ProxyAddress.Parsed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists and sitemaps, without a proxy. */
final class UrlListsTest {
  private static final ProxyAddress PROXY =
      (ProxyAddress)
          assertInstanceOf(
                  Parsed.Valid.class, ProxyAddress.parse("http://w.example", Optional.empty()))
              .value();

  private final UrlLists lists = new UrlLists(PROXY, Duration.ofSeconds(1));

  @AfterEach
  void close() {
    lists.close();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> targets() {
    return lists.urls().stream().map(WarmUrl::target).toList();
  }

  private void assertRefused(String problem, String text) {
    assertEquals(Optional.of(problem), lists.add("l", bytes(text)));
  }

  @Test
  void a_list_has_a_path_or_url_a_line_and_comments() {
    assertEquals(
        Optional.empty(),
        lists.add(
            "l", bytes("\ufeff# a list\n\n /a \r\nhttps://w.example/b\n/a\nhttp://o.example/\n")));
    assertEquals(List.of("/a", "/b", "http://o.example/"), targets());
    assertEquals("l, line 3", lists.urls().getFirst().place());
  }

  @Test
  void a_sitemap_has_locations_and_may_be_compressed() throws IOException {
    String sitemap =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- made by hand -->
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
          <url>
            <loc> http://w.example/a?b=1&amp;c=2 </loc>
            <lastmod>2026-11-28</lastmod>
            <image:image><image:loc>http://w.example/a.png</image:loc></image:image>
          </url>
          <url><loc><![CDATA[http://w.example/b]]></loc></url>
        </urlset>
        """;
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(sitemap.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(
        Optional.empty(), lists.add("s", new ByteArrayInputStream(compressed.toByteArray())));
    assertEquals(List.of("/a?b=1&c=2", "/b"), targets());
    assertEquals("s, line 6", lists.urls().getFirst().place());
  }

  @Test
  void what_is_wrong_is_said_with_its_line_and_the_remedy() {
    assertRefused("l, line 2: /b c: it has a space, which no URL has: write %20", "/a\n/b c\n");
    assertRefused(
        "l, line 1: a.html: neither a path, which begins with a slash, nor a URL, which begins with"
            + " http:// or https://",
        "a.html\n");
    assertRefused(
        "l, line 2: no XML that can be understood: check it with xmllint",
        "<urlset>\n<url></urlset>");
    assertRefused(
        "l, line 1: <html> is no sitemap: one begins with <urlset> or <sitemapindex>",
        "<html></html>");
    assertRefused(
        "l, line 2: b: neither a path, which begins with a slash, nor a URL, which begins with"
            + " http:// or https://",
        "<urlset><url><loc>/a</loc></url>\n<url><loc>b</loc></url></urlset>");
    assertEquals(
        Optional.of("l: neither UTF-8 nor gzip: convert it"),
        lists.add("l", new ByteArrayInputStream(new byte[] {'/', (byte) 0xe9, '\n'})));
  }

  @Test
  void no_file_is_read_because_a_sitemap_says_so() {
    assertRefused(
        "l, line 1: no XML that can be understood: check it with xmllint",
        """
        <!DOCTYPE urlset [<!ENTITY e SYSTEM "file:///etc/hostname">]>
        <urlset><url><loc>/&e;</loc></url></urlset>\
        """);
    assertEquals(List.of(), targets());
  }

  @Test
  void what_is_too_large_is_refused_before_it_is_in_memory() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write("<urlset>".getBytes(StandardCharsets.US_ASCII));
      byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 51; i++) {
        gzip.write(spaces);
      }
    }
    String problem = lists.add("s", new ByteArrayInputStream(bomb.toByteArray())).orElseThrow();
    assertEquals("s, line 1: more than 50 MiB: split it", problem);
  }
}
