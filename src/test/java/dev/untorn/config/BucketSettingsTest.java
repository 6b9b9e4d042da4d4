package dev.untorn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.BucketSettings.Addressing;
import dev.untorn.config.BucketSettings.Folders;
import dev.untorn.config.BucketSettings.Signing;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets among the origins of a proxy. */
final class BucketSettingsTest {
  @TempDir private Path folder;
  private ConfigurationFile file = new ConfigurationFile(Path.of(""));

  @BeforeEach
  void name_the_file() {
    file = new ConfigurationFile(folder);
  }

  @Test
  void a_bucket_has_the_settings_of_its_entry_and_else_those_of_the_proxy() throws Exception {
    String text =
        """
        proxy: {s3-endpoint: 'http://s3.example:9000', s3-region: x-1, s3-folders: object}
        origins:
          - {path: /a, url: 's3://one/p', s3-profile: reader, s3-addressing: virtual}
          - {path: /b, url: 's3://two', s3-endpoint: '', s3-signing: anonymous, s3-folders: list}
        """;
    List<OriginSettings> origins = file.proxy(text).origins();
    assertEquals(
        List.of(
            new BucketSettings(
                Optional.of(URI.create("http://s3.example:9000")),
                Optional.of("x-1"),
                Addressing.VIRTUAL,
                Optional.of("reader"),
                Signing.SIGNED,
                Folders.OBJECT),
            new BucketSettings(
                Optional.empty(),
                Optional.of("x-1"),
                Addressing.AUTO,
                Optional.empty(),
                Signing.ANONYMOUS,
                Folders.LIST)),
        origins.stream().map(each -> each.reach().bucket()).toList());
    assertEquals(List.of(URI.create("s3://one/p")), origins.getFirst().urls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://abc", "s3://My_old.bucket/", "s3://a-b.c/x/y%20z/", "s3://abc//x"})
  void an_address_of_a_bucket_is_accepted(String url) throws Exception {
    assertEquals(
        List.of(URI.create(url)),
        file.proxy("proxy: {origin: '%s'}".formatted(url)).origins().getFirst().urls());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3://          | which is no URL (Expected authority)
          s3:///x        | which has no bucket, or none with a valid name
          s3://a         | which has no bucket, or none with a valid name
          s3://-abc      | which has no bucket, or none with a valid name
          s3://abc:80/   | which has no bucket, or none with a valid name
          s3://abc/../x  | which has a name . or .. in its path
          s3://abc/%2e/  | which has a name . or .. in its path
          s3://abc?x     | which has a query
          s3://abc/#x    | which has a fragment
          """)
  void what_is_wrong_with_an_address_of_a_bucket_is_said(String url, String flaw) throws Exception {
    String problems = file.problems("proxy: {origin: '%s'}".formatted(url));
    assertTrue(problems.contains("found '" + url + "', " + flaw + "; allowed: "), problems);
  }

  @Test
  void a_bucket_has_one_address() throws Exception {
    String problems = file.problems("proxy: {origin: ['s3://abc', 'http://x']}");
    assertTrue(problems.contains("a list of at most 8 without buckets"), problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3-endpoint: 's3://abc'",
        "s3-endpoint: 'http://me:secret@x'",
        "s3-region: 'a b'",
        "s3-addressing: host",
        "s3-signing: 'off'",
        "s3-folders: 'yes'"
      })
  void another_value_is_refused(String setting) throws Exception {
    String problems = file.problems("proxy: {origin: 's3://abc', %s}".formatted(setting));
    assertTrue(problems.startsWith("untorn.yaml:1:"), problems);
    assertTrue(!problems.contains("secret"), problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3-profile: a | s3-profile: b
          s3-profile: a | s3-signing: anonymous
          """)
  void one_bucket_by_two_identities_is_refused(String one, String other) throws Exception {
    String problems =
        file.problems(
            "origins:\n  - {path: /a, url: 's3://abc', %s}\n  - {path: /b, url: 's3://abc/p', %s}\n"
                .formatted(one, other));
    assertTrue(problems.contains("its objects are also those of another origin"), problems);
  }

  @Test
  void one_bucket_at_two_servers_is_two_buckets() throws Exception {
    String text =
        """
        origins:
          - {path: /a, url: 's3://abc', s3-endpoint: 'http://one', s3-profile: a}
          - {path: /b, url: 's3://abc', s3-endpoint: 'http://two', s3-profile: b}
        """;
    assertEquals(2, file.proxy(text).origins().size());
  }
}
