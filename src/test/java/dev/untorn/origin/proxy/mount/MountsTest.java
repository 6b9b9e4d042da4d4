package dev.untorn.origin.proxy.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.config.BucketSettings;
import dev.untorn.config.OriginSettings;
import dev.untorn.config.ReachSettings;
import dev.untorn.config.Redirecting;
import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.proxy.mount.Mounts.Match;
import dev.untorn.origin.proxy.mount.Mounts.Mounted;
import dev.untorn.semantics.Status;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which origin has a request, and what it is asked for. */
final class MountsTest {
  private record Url(Optional<String> scheme, String host, String pathAndQuery)
      implements RequestUrl {}

  private static Url url(String host, String path) {
    return new Url(Optional.empty(), host, path);
  }

  private static Url absolute(String url) {
    URI uri = URI.create(url);
    String path =
        url.substring(url.indexOf(uri.getRawAuthority()) + uri.getRawAuthority().length());
    return new Url(Optional.of(uri.getScheme()), uri.getRawAuthority(), path);
  }

  /** Hosts with commas between, or none; path and URL. */
  private static Mount mount(String words) {
    String[] each = words.split(" ", -1);
    List<String> hosts = each[0].equals("-") ? List.of() : Arrays.asList(each[0].split(",", -1));
    return Mount.of(new OriginSettings(hosts, each[1], List.of(URI.create(each[2])), reach()));
  }

  private static ReachSettings reach() {
    return new ReachSettings(
        Optional.empty(),
        Optional.empty(),
        1,
        new Redirecting(List.of(), Redirecting.PrivateAddresses.REFUSE),
        ReachSettings.SentHost.ORIGIN,
        ReachSettings.Forwarded.NONE,
        new BucketSettings(
            Optional.empty(),
            Optional.empty(),
            BucketSettings.Addressing.AUTO,
            Optional.empty(),
            BucketSettings.Signing.SIGNED,
            BucketSettings.Folders.LIST));
  }

  private static Mounts<Mount> mounts(String... words) {
    return new Mounts<>(
        Stream.of(words).map(MountsTest::mount).map(one -> new Mounted<>(one, one)).toList());
  }

  /** What is asked of which origin. */
  private static String asked(Mounts<Mount> mounts, Url url) {
    return switch (mounts.find(url)) {
      case Match.Found<Mount>(Mount mount, Optional<String> renamed) ->
          mount.origin() + mount.target(renamed.orElse(url.pathAndQuery()));
      case Match.None<Mount>(Status status, String _) -> status.name();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "/, http://a, /x/y?z, http://a/x/y?z",
    "/, http://a, /, http://a/",
    "/, http://a/b/, /x, http://a/b/x",
    "/, http://a/b, /, http://a/b/",
    "/d, http://a, /d/x, http://a/x",
    "/d, http://a, /d, http://a/",
    "/d, http://a, /d?q, http://a/?q",
    "/d, http://a/b, /d, http://a/b",
    "/d, http://a/b, /d?q, http://a/b?q",
    "/d, http://a/b/c/, /d//x, http://a/b/c//x",
    "/d, https://A:443/b, /d/x, https://a/b/x",
    "/d, http://[::1]:81/b, /d/x, http://[::1]:81/b/x",
    "/d, http://a, /dx, NOT_FOUND",
    "/d, http://a, /, NOT_FOUND",
    "/d, http://a, /%64/x, NOT_FOUND"
  })
  void a_path_is_replaced_by_that_of_the_origin(
      String path, String origin, String requested, String asked) {
    assertEquals(asked, asked(mounts("- " + path + " " + origin), url("any", requested)));
  }

  @Test
  void the_longest_path_wins_at_the_borders_of_names() {
    Mounts<Mount> mounts = mounts("- / http://root", "- /a http://a", "- /a/b http://ab");
    assertEquals("http://root/x", asked(mounts, url("", "/x")));
    assertEquals("http://a/x", asked(mounts, url("", "/a/x")));
    assertEquals("http://ab/x", asked(mounts, url("", "/a/b/x")));
    assertEquals("http://a/bx", asked(mounts, url("", "/a/bx")));
    assertEquals("http://root/ab", asked(mounts, url("", "/ab")));
  }

  @Test
  void an_origin_for_the_host_wins_over_one_for_any() {
    Mounts<Mount> mounts =
        mounts("- /a/b http://any", "h /a http://named", "h,i / http://host", "- / http://root");
    assertEquals("http://named/b/x", asked(mounts, url("h", "/a/b/x")));
    assertEquals("http://named/b/x", asked(mounts, url("H:8080", "/a/b/x")));
    assertEquals("http://host/a/b/x", asked(mounts, url("i", "/a/b/x")));
    assertEquals("http://any/x", asked(mounts, url("j", "/a/b/x")));
    assertEquals("http://root/x", asked(mounts, url("", "/x")));
  }

  @Test
  void a_path_that_the_hosts_origins_have_not_may_be_that_of_any_host() {
    Mounts<Mount> mounts = mounts("h /a http://named", "- /b http://any");
    assertEquals("http://any/x", asked(mounts, url("h", "/b/x")));
    assertEquals("NOT_FOUND", asked(mounts, url("h", "/c")));
    assertEquals("NOT_FOUND", asked(mounts, url("i", "/a")));
  }

  @Test
  void a_host_that_is_not_configured_is_misdirected_where_all_origins_have_hosts() {
    Mounts<Mount> mounts = mounts("h / http://a", "[::1] / http://six");
    for (String host : List.of("i", "", "h.", "hh", "[::2]:80")) {
      assertEquals("MISDIRECTED_REQUEST", asked(mounts, url(host, "/")), host);
    }
    assertEquals("http://six/x", asked(mounts, url("[::1]:8080", "/x")));
    assertEquals("http://six/x", asked(mounts, url("[::1]", "/x")));
  }

  @Test
  void an_absolute_target_is_the_origins_own_url_and_gets_no_path_twice() {
    Mounts<Mount> mounts = mounts("- /deb http://d:81/debian", "- / https://m");
    assertEquals("http://d:81/debian/x", asked(mounts, absolute("http://d:81/debian/x")));
    assertEquals("http://d:81/debian?q", asked(mounts, absolute("http://D:81/debian?q")));
    assertEquals("https://m/x", asked(mounts, absolute("https://m:443/x")));
    for (String other :
        List.of(
            "http://d:81/other",
            "http://d:81/debianx",
            "http://d/debian/x",
            "https://d:81/debian/x",
            "http://m/x",
            "http://elsewhere/debian/x")) {
      assertEquals("FORBIDDEN", asked(mounts, absolute(other)), other);
    }
  }

  @Test
  void an_own_url_is_renamed_to_the_proxys_path_so_that_the_same_rules_hold() {
    Mounts<Mount> mounts = mounts("- /deb http://d/debian", "- / http://e/");
    assertEquals(Optional.of("/deb/x?q"), renamed(mounts, "http://d/debian/x?q"));
    assertEquals(Optional.of("/deb"), renamed(mounts, "http://d/debian"));
    assertEquals(Optional.of("/"), renamed(mounts, "http://e/"));
  }

  private static Optional<String> renamed(Mounts<Mount> mounts, String url) {
    return mounts.find(absolute(url)) instanceof Match.Found<Mount>(Mount _, Optional<String> path)
        ? path
        : Optional.empty();
  }

  @ParameterizedTest
  @CsvSource({
    "/debian, http://d/mirror, /mirror/x/, /debian/x/",
    "/debian, http://d/mirror, http://d/mirror/x/#y, /debian/x/#y",
    "/debian, http://d/mirror, http://D:80/mirror/x?/mirror/y, /debian/x?/mirror/y",
    "/debian, http://d/mirror, //d/mirror, /debian",
    "/debian, http://d/mirror, /mirror/../other, /mirror/../other",
    "/debian, http://d/mirror, /mirrors/x, /mirrors/x",
    "/debian, http://d/mirror, x/y, x/y",
    "/debian, http://d/mirror, ?y, ?y",
    "/debian, http://d/mirror, https://d/mirror/x, https://d/mirror/x",
    "/debian, http://d/mirror, http://d:81/mirror/x, http://d:81/mirror/x",
    "/debian, http://d/mirror, http://me@d/mirror/x, http://me@d/mirror/x",
    "/debian, http://d/mirror, ftp://d/mirror/x, ftp://d/mirror/x",
    "/, http://d, /x, /x",
    "/, http://d, http://d, /",
    "/, http://d/mirror/, http://d/mirror/x, /x"
  })
  void an_answer_that_leads_to_the_origin_leads_to_the_proxy(
      String path, String origin, String location, String here) {
    Mount mount = mount("- " + path + " " + origin);
    String asked = path.equals("/") ? "/a" : path + "/a";
    assertEquals(here, mount.location(location, asked, Optional.empty()));
  }

  @Test
  void an_answer_may_lead_to_any_url_of_the_origin_or_to_the_host_that_it_was_asked_for() {
    List<URI> urls = List.of(URI.create("http://d/debian"), URI.create("https://e/pub"));
    Mount two = Mount.of(new OriginSettings(List.of(), "/x", urls, reach()));
    assertEquals("/x/a", two.location("https://e/pub/a", "/x/a", Optional.empty()));
    assertEquals("/x/a", two.location("/pub/a", "/x/a", Optional.empty()));
    assertEquals("/x/a", two.location("/debian/a", "/x/a", Optional.empty()));
    assertEquals("http://e/pub/a", two.location("http://e/pub/a", "/x/a", Optional.empty()));
    assertEquals("/x/a", two.location("http://h/debian/a", "/x/a", Optional.of("h")));
    assertEquals("http://d/debian/a", two.location("http://d/debian/a", "/x", Optional.of("h")));
  }

  @Test
  void the_deepest_of_several_own_urls_has_a_request() {
    Mounts<Mount> mounts = mounts("- /all http://m/", "- /deb http://m/debian");
    assertEquals(Optional.of("/deb/x"), renamed(mounts, "http://m/debian/x"));
    assertEquals(Optional.of("/all/y"), renamed(mounts, "http://m/y"));
  }

  @Test
  void an_absolute_target_for_a_configured_host_is_as_one_with_that_host() {
    Mounts<Mount> mounts = mounts("deb.example /debian http://10.0.0.1/mirror", "- / http://e");
    assertEquals(
        "http://10.0.0.1/mirror/x", asked(mounts, absolute("http://deb.example/debian/x")));
    assertEquals(
        "http://10.0.0.1/mirror/x", asked(mounts, absolute("https://DEB.example:8443/debian/x")));
    assertEquals("http://e/x", asked(mounts, absolute("http://deb.example/x")));
    assertEquals("FORBIDDEN", asked(mounts, absolute("http://other.example/debian/x")));
  }
}
