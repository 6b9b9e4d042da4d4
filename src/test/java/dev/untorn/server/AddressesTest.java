package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What addresses mean: folders without a slash, queries, pages of an application. */
final class AddressesTest {
  @TempDir Path directory;

  private byte[] write(String name, int sizeBytes) throws Exception {
    byte[] content = new byte[sizeBytes];
    new Random(sizeBytes).nextBytes(content);
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.readAllBytes(Files.write(file, content));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a:b", "/x/a:b", "/x//a:b", "/x/./a:b", "//a:b", "/%61%3Ab", "/x/../a:b?q=//c"})
  void a_redirect_to_a_folder_holds_behind_any_prefix(String path) throws Exception {
    write("a:b/f", 1);
    write("x/a:b/f", 1);
    try (Served served = Served.directory(directory)) {
      Reply redirect = served.get(path);
      assertEquals(301, redirect.status());
      URI location = URI.create(redirect.field("location").orElseThrow());
      URI prefixed = URI.create("http://proxy/pre/fix" + path).resolve(location).normalize();
      assertEquals("proxy", prefixed.getHost());
      assertTrue(prefixed.getPath().startsWith("/pre/fix/"), prefixed::toString);
      String back = prefixed.getRawPath().substring("/pre/fix".length());
      assertEquals(200, served.get(back).status(), back);
      assertEquals(URI.create(path.replaceFirst("/+", "/")).getRawQuery(), prefixed.getRawQuery());
    }
  }

  @Test
  void a_query_of_others_means_the_file() throws Exception {
    byte[] content = write("style.css", 10);
    try (Served served = Served.directory(directory)) {
      for (String query :
          new String[] {"version=1.2.3", "v=1", "untorn-version=1.2.3", "untorn-version", "&"}) {
        assertArrayEquals(content, served.get("/style.css?" + query).body(), query);
      }
      String lost = "/style.css?a=b&untorn-version=0123456789abcdef";
      assertEquals(404, served.get(lost).status(), "no other version takes its place");
    }
  }

  @Test
  void a_single_page_application_answers_deep_links_but_not_assets() throws Exception {
    byte[] page = write("app.html", 300);
    try (Served served = Served.directory(directory, "serve.spa=app.html")) {
      Reply deep = served.get("/users/42", "Accept: text/html");
      assertArrayEquals(page, deep.body());
      assertEquals(Optional.of("Accept, Accept-Encoding"), deep.field("vary"));
      String tag = "If-None-Match: " + deep.field("etag").orElseThrow();
      Reply unchanged = served.get("/users/42", "Accept: text/html", tag);
      assertEquals(304, unchanged.status());
      assertEquals(deep.field("vary"), unchanged.field("vary"));
      Reply other = served.get("/users/42", "Accept: application/json");
      assertEquals(404, other.status());
      assertEquals(Optional.of("Accept"), other.field("vary"), "a cache may not mix them up");
      assertEquals(404, served.get("/missing.js", "Accept: text/html").status());
    }
  }
}
