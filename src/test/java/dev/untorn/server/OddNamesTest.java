package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.testing.Commands;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that are not text, or hold controls: served by their bytes, from listing to body. */
final class OddNamesTest {
  private static final Pattern LINK = Pattern.compile("<td><a (?:class=\"d\" )?href=\"([^\"]*)\"");
  private static final Pattern HREF = Pattern.compile("\"href\":\"([^\"]*)\"");

  /** As escaped in a link, which printf of a shell makes from them too. */
  private static final List<String> NAMES =
      List.of(
          "%FF%FE",
          "caf%E9.html",
          "caf%C3%A9.css",
          "a%5Cb",
          "tab%09",
          "line%0Afeed",
          "%1B%5B2J",
          "%C2%9B",
          "%7F",
          "%E2%80%AEgpj.exe",
          "100%25",
          "a%3Ab%3Fc%23d",
          "%20");

  @TempDir Path root;

  private void make(String escaped, String content) throws Exception {
    Commands.run(
        "perl",
        "-e",
        "($n = $ARGV[1]) =~ s/%(..)/chr hex $1/ge; chdir $ARGV[0];"
            + " open(F, '>', './' . $n) or die $!; print F $ARGV[2]",
        root.toString(),
        escaped,
        content);
  }

  private static Set<String> links(Pattern pattern, Reply page) {
    Set<String> links = new HashSet<>();
    pattern.matcher(page.text()).results().forEach(link -> links.add(link.group(1)));
    return links;
  }

  @Test
  void each_is_listed_and_its_link_leads_to_its_bytes() throws Exception {
    for (String name : NAMES) {
      make(name, "content of " + name);
    }
    try (Served served = Served.directory(root)) {
      assertEquals(Set.copyOf(NAMES), links(LINK, served.get("/")));
      assertEquals(Set.copyOf(NAMES), links(HREF, served.get("/", "Accept: application/json")));
      for (String name : NAMES) {
        assertEquals("content of " + name, served.get("/" + name).text());
        assertEquals("content of " + name, served.get("/" + name).text(), "again, from memory");
      }
      assertEquals(
          Optional.of("text/html; charset=utf-8"),
          served.get("/caf%E9.html").field("content-type"));
    }
  }

  @Test
  void bytes_above_ascii_may_be_sent_as_they_are() throws Exception {
    make("caf%C3%A9", "utf-8");
    make("caf%E9", "latin-1");
    try (Served served = Served.directory(root)) {
      assertEquals("utf-8", served.get("/caf\u00c3\u00a9").text());
      assertEquals("latin-1", served.get("/caf\u00e9").text());
      assertEquals("utf-8", served.get("http://localhost/caf\u00c3\u00a9?q=\u00e9").text());
      assertEquals(400, served.get("/caf\u0001").status());
      assertEquals(400, served.get("/caf%00").status());
      assertEquals(404, served.get("/a%2Fb").status());
    }
  }

  @Test
  void a_redirect_to_a_folder_has_its_bytes_encoded() throws Exception {
    Commands.run("sh", "-c", "mkdir \"$0/$(printf 'd\\377\\n.')\"", root.toString());
    try (Served served = Served.directory(root)) {
      Reply reply = served.get("/d\u00ff%0A.?q=\u00e9%20");
      assertEquals(301, reply.status());
      String location = reply.field("location").orElseThrow();
      assertTrue(location.endsWith("d%FF%0A./?q=%E9%20"), location);
    }
  }
}
