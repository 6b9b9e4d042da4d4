package dev.untorn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.key.Keys;
import dev.untorn.config.load.CliValue;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import dev.untorn.config.load.SettingsText;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The origins of a proxy in its settings. */
final class OriginSettingsTest {
  private static final String ALLOWED =
      "; allowed: an address such as https://deb.example/debian or s3://bucket/prefix, without"
          + " user, query or fragment, or a list of at most 8 without buckets, or nothing for"
          + " none\n";

  private static final String THREE =
      """
      proxy: {connections: 7, redirects-to: [cdn.example]}
      origins:
        - {path: /debian/, url: 'https://deb.example/debian', connections: 3}
        - hosts: [Maven.example, '[2001:DB8::1]']
          url: ['https://maven.example/maven2', 'https://maven2.example/']
          credentials: /run/secret
          redirects-to: []
          private-addresses: allow
        - url: http://127.0.0.1:9000
      """;

  @TempDir private Path folder;
  private ConfigurationFile file = new ConfigurationFile(Path.of(""));

  @BeforeEach
  void name_the_file() {
    file = new ConfigurationFile(folder);
  }

  @Test
  void the_short_form_is_one_origin_for_all_urls() throws Exception {
    List<URI> two = List.of(URI.create("http://a:81/x"), URI.create("https://b"));
    OriginSettings both = OriginSettings.ofAll(two, reach());
    assertEquals(
        List.of(both), file.proxy("proxy: {origin: ['http://a:81/x', 'https://b']}").origins());
    assertEquals(
        List.of(both), file.proxy("proxy: {origin: 'http://a:81/x, https://b'}").origins());
    assertEquals(List.of(), file.proxy("proxy: {origin: ''}").origins());
    assertEquals(List.of(), file.proxy("proxy: {origin: []}").origins());
    CliValue named = new CliValue(Keys.named("proxy.origin"), "http://a:81/x,https://b", "URL");
    LoadResult.Read read =
        assertInstanceOf(
            LoadResult.Read.class, SettingsReader.read(Optional.empty(), Map.of(), List.of(named)));
    assertEquals(List.of(both), read.settings().proxy().origins());
  }

  private ReachSettings reach() throws Exception {
    return file.proxy("proxy: {origin: 'http://x'}").origins().getFirst().reach();
  }

  @Test
  void the_printed_addresses_are_read_back_as_the_same() throws Exception {
    for (String origin : List.of("''", "http://a/b", "[http://a, 'http://[::1]:82/']")) {
      LoadResult.Read read = file.read("proxy: {origin: %s}".formatted(origin));
      String printed = SettingsText.effective(read);
      assertEquals(read.settings().proxy(), file.read(printed).settings().proxy(), printed);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ftp://deb.example       | which has another scheme than http, https and s3
          deb.example             | which has no scheme
          /debian                 | which has no scheme
          http:///debian          | which has no host, or none with a valid name, address or port
          http://deb.example?a=b  | which has a query
          http://deb.example/#top | which has a fragment
          http://deb.example:0    | which has no port from 1 to 65535
          http://deb.example:65536| which has no port from 1 to 65535
          http://deb.example:x/   | which has no host, or none with a valid name, address or port
          http://::1/             | which has no host, or none with a valid name, address or port
          http://b\u00fccher.example/ | which has letters beyond ASCII: write a name as xn--, and a path percent-encoded
          http://deb.example/\u00fc | which has letters beyond ASCII: write a name as xn--, and a path percent-encoded
          http://deb.example/a b  | which is no URL (Illegal character in path)
          """)
  void what_is_wrong_with_an_address_is_said(String url, String flaw) throws Exception {
    String found = "untorn.yaml:1:17: proxy.origin: found '" + url + "', " + flaw + ALLOWED;
    assertEquals(found, file.problems("proxy: {origin: '%s'}".formatted(url)));
    assertEquals(found, file.problems("proxy: {origin: ['http://fine', '%s']}".formatted(url)));
  }

  @Test
  void a_password_in_an_address_is_refused_and_not_told() throws Exception {
    for (String url : List.of("http://me:opensesame@deb.example/", "me:opensesame@deb.example")) {
      String problem = file.problems("proxy: {origin: '%s'}".formatted(url));
      assertEquals(
          "untorn.yaml:1:17: proxy.origin: found a URL with a user or password: those belong into a"
              + " file that credentials names"
              + ALLOWED,
          problem);
      assertFalse(problem.contains("opensesame"), problem);
    }
  }

  @Test
  void addresses_are_bounded_in_number() throws Exception {
    assertEquals(
        8,
        file.proxy("proxy: {origin: [" + "http://a,".repeat(8) + "]}")
            .origins()
            .getFirst()
            .urls()
            .size());
    String nine = file.problems("proxy: {origin: [" + "http://a,".repeat(9) + "]}");
    assertEquals(ALLOWED, nine.substring(nine.indexOf(";")));
  }

  @Test
  void origins_are_read_in_their_order_with_the_sections_values_for_what_they_leave_out()
      throws Exception {
    List<OriginSettings> origins = file.proxy(THREE).origins();
    assertEquals(List.of("/debian", "/", "/"), origins.stream().map(OriginSettings::path).toList());
    assertEquals(List.of(), origins.get(0).hosts());
    assertEquals(List.of("maven.example", "[2001:db8::1]"), origins.get(1).hosts());
    assertEquals(
        List.of(URI.create("https://maven.example/maven2"), URI.create("https://maven2.example/")),
        origins.get(1).urls());
    assertEquals(
        List.of(3, 7, 7), origins.stream().map(each -> each.reach().connections()).toList());
    assertEquals(Optional.of(Path.of("/run/secret")), origins.get(1).reach().credentials());
    assertEquals(
        new Redirecting(List.of(), Redirecting.PrivateAddresses.ALLOW),
        origins.get(1).reach().redirecting());
    assertEquals(List.of("cdn.example"), origins.get(2).reach().redirecting().hosts());
  }

  @Test
  void the_printed_origins_tell_their_places_and_are_read_back_as_the_same() throws Exception {
    LoadResult.Read read = file.read(THREE);
    String printed = SettingsText.effective(read);
    assertTrue(
        printed
            .lines()
            .anyMatch(line ->
                line.matches(
                    "  - \\{path: /debian, url: '?https://deb.example/debian'?, connections: 3}"
                        + " +# from .*untorn.yaml:3")),
        printed);
    assertEquals(read.settings().proxy(), file.read(printed).settings().proxy(), printed);
    String none = SettingsText.effective(file.read(""));
    assertTrue(none.lines().anyMatch(line -> line.matches("origins: \\[] +# from default")), none);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "origins:\n", "origins: []\n"})
  void a_file_without_origins_has_none(String text) throws Exception {
    assertFalse(file.proxy(text).isUsed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          path: debian, url: 'http://a' | :12: origins.path: found 'debian'; allowed: a path such as /debian,
          path: '', url: 'http://a'     | :12: origins.path: found ''; allowed: a path such as /debian,
          path: /a//b, url: 'http://a'  | :12: origins.path: found '/a//b'; allowed: a path
          path: /a/../b, url: 'http://a'| :12: origins.path: found '/a/../b'; allowed: a path
          path: '/a?b', url: 'http://a' | :12: origins.path: found '/a?b'; allowed: a path
          path: /a b, url: 'http://a'   | :12: origins.path: found '/a b'; allowed: a path
          hosts: [], url: 'http://a'    | :13: origins.hosts: found '' as a list; allowed: at most 64 times a host
          hosts: [a, A], url: 'http://a'| :13: origins.hosts: found 'a, A' as a list; allowed: at most 64 times a host
          hosts: 'a:80', url: 'http://a'| :13: origins.hosts: found 'a:80', which has a port: requests are taken for the host with any port;
          hosts: '[::1]:80', url: 'http://a'| :13: origins.hosts: found '[::1]:80', which has a port:
          hosts: '::1', url: 'http://a' | :13: origins.hosts: found '::1', which is an address of IPv6 without its brackets;
          hosts: 'http://a', url: 'http://a'| :13: origins.hosts: found 'http://a', which is a URL or a path: write the host alone;
          hosts: '*.a', url: 'http://a' | :13: origins.hosts: found '*.a', which has a star: write each name;
          hosts: b\u00fccher, url: 'http://a'| :13: origins.hosts: found 'b\u00fccher', which has letters beyond ASCII: write it as xn--;
          hosts: 'me:opensesame@a', url: 'http://a'| :13: origins.hosts: found a host with a user or password;
          hosts: a_.b-c, url: ''        | :26: origins.url: found ''; allowed: an address such as
          url: []                       | :11: origins.url: found '' as a list; allowed: an address such as
          url: 'ftp://a'                | :11: origins.url: found 'ftp://a', which has another scheme than http, https and s3;
          url: /debian                  | :11: origins.url: found '/debian', which has no scheme;
          url: 'http://me:opensesame@a' | :11: origins.url: found a URL with a user or password:
          path: /a                      | :5: origins.url: missing; every origin must have one
          url: 'http://a', paht: /a     | :23: origins.paht: no such key; did you mean origins.path?
          url: 'http://a', size: 1GiB   | :23: origins.size: no such key; did you mean proxy.size?
          url: 'http://a', connections: 0 | :36: origins.connections: found '0'; allowed: a whole number from 1 to 4096
          """)
  void every_mistake_in_an_origin_is_reported_with_its_place(String origin, String problem)
      throws Exception {
    String found = file.problems("origins:\n  - {%s}\n".formatted(origin));
    assertTrue(found.startsWith("untorn.yaml:2" + problem), found);
    assertEquals(1, found.lines().count(), found);
    assertFalse(found.contains("opensesame"), found);
  }

  @Test
  void what_is_no_list_of_origins_is_reported_and_so_are_too_many() throws Exception {
    assertEquals(
        "untorn.yaml:1:10: origins: found a mapping; allowed: a list of origins, each with url\n",
        file.problems("origins: {url: 'http://a'}\n"));
    assertEquals(
        "untorn.yaml:1:10: origins: found 101 origins; allowed: at most 100\n",
        file.problems("origins: [" + "{url: 'http://a'},".repeat(101) + "]\n"));
    assertEquals(
        "environment UNTORN_ORIGINS: rules and origins are set in a file only: --config\n",
        assertInstanceOf(
                LoadResult.Invalid.class,
                SettingsReader.read(
                    Optional.empty(), Map.of("UNTORN_ORIGINS", "http://a"), List.of()))
            .problems()
            .stream()
            .map(problem -> problem.line() + "\n")
            .collect(Collectors.joining()));
  }
}
