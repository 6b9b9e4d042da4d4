package dev.untorn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Defaults;
import dev.untorn.metrics.Meters.Scrape;
import dev.untorn.origin.Purge;
import dev.untorn.origin.PurgeScope;
import dev.untorn.origin.RequestUrl;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminDeletionsTest {
  private static final String SECRET = "0123456789abcdef";
  private static final Optional<AdminToken> TOKEN = token();

  @ParameterizedTest
  @CsvSource({"/a/b, 2", "/a/b/, 2", "/a/, 4", "/d, 1", "/%64, 1", "/e, 0", "/, 5"})
  void an_operator_drops_the_versions_of_a_file_or_a_folder(String path, int dropped) {
    FullHttpResponse answer = answer("DELETE", "path=" + path);
    assertEquals(HttpResponseStatus.OK, answer.status());
    assertEquals("{\"dropped\":" + dropped + "}\n", answer.content().toString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"DELETE, ''", "DELETE, path=a", "GET, path=/a", "DELETE, path=/%zz"})
  void dropping_without_a_path_or_by_looking_drops_nothing(String method, String query) {
    assertEquals(HttpResponseStatus.BAD_REQUEST, answer(method, query).status());
  }

  @Test
  void with_a_token_it_is_needed_to_drop_versions_too() {
    assertEquals(
        HttpResponseStatus.UNAUTHORIZED, answer("DELETE", "/versions?path=/", TOKEN, "").status());
    assertEquals(
        HttpResponseStatus.OK,
        answer("DELETE", "/versions?path=/", TOKEN, "Bearer " + SECRET).status());
  }

  @Test
  void without_a_token_nobody_purges_and_the_remedy_is_named() {
    FullHttpResponse answer =
        answer("DELETE", "/objects?path=/a", Optional.empty(), "Bearer " + SECRET);
    assertEquals(HttpResponseStatus.FORBIDDEN, answer.status());
    assertTrue(answer.content().toString(UTF_8).contains("admin.token-file"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer 0123456789abcdeF",
        "Bearer 0123456789abcdef0",
        "Bearer 0123456789abcde",
        "Basic 0123456789abcdef",
        "0123456789abcdef"
      })
  void who_does_not_know_the_token_purges_nothing(String authorization) {
    FullHttpResponse answer = answer("DELETE", "/objects?path=/a", TOKEN, authorization);
    assertEquals(HttpResponseStatus.UNAUTHORIZED, answer.status());
    assertEquals("Bearer", answer.headers().get("WWW-Authenticate"));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b, OK, true",
    "/a/b?c=d&e, OK, true",
    "/none, OK, false",
    "/broken, SERVICE_UNAVAILABLE, ''",
    "/file, NOT_FOUND, ''"
  })
  void who_knows_it_purges_a_url(String path, String status, String purged) {
    FullHttpResponse answer = answer("DELETE", "/objects?path=" + path, TOKEN, "bearer " + SECRET);
    assertEquals(status.replace('_', ' '), answer.status().reasonPhrase().toUpperCase(Locale.ROOT));
    if (!purged.isEmpty()) {
      assertEquals("{\"purged\":" + purged + "}\n", answer.content().toString(UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tag=a%20b, 200, '{\"ban\":3}'",
    "prefix=/a/, 413, /a/",
    "prefix=http://deb.example/a, 413, http://deb.example/a"
  })
  void many_objects_are_purged_by_tag_or_prefix(String query, int status, String text) {
    FullHttpResponse answer = answer("DELETE", "/objects?" + query, TOKEN, "Bearer " + SECRET);
    assertEquals(status, answer.status().code());
    assertEquals(text, answer.content().toString(UTF_8).strip());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, path=/a",
    "DELETE, path=a",
    "DELETE, path=",
    "DELETE, /a",
    "DELETE, path=http://a/b",
    "DELETE, url=/a",
    "DELETE, url=ftp://a/b",
    "DELETE, prefix=a",
    "DELETE, tag=",
    "DELETE, tag=%2",
    "DELETE, tags=a"
  })
  void a_purge_that_is_not_understood_is_explained(String method, String query) {
    FullHttpResponse answer = answer(method, "/objects?" + query, TOKEN, "Bearer " + SECRET);
    assertEquals(HttpResponseStatus.BAD_REQUEST, answer.status());
    assertTrue(answer.content().toString(UTF_8).contains("curl -X DELETE"));
  }

  private static Optional<AdminToken> token() {
    try {
      Path file = Files.createTempFile("untorn", "token");
      try {
        Files.writeString(file, SECRET + "\n");
        return ((AdminToken.Reading.Done) AdminToken.read(Optional.of(file))).token();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static FullHttpResponse answer(String method, String query) {
    return answer(method, "/versions?" + query, Optional.empty(), "");
  }

  private static FullHttpResponse answer(
      String method, String uri, Optional<AdminToken> token, String authorization) {
    AdminHosts hosts = new AdminHosts(Defaults.settings().admin());
    HttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), uri);
    request.headers().set("Authorization", authorization);
    Sources sources = new Sources();
    return new AdminAnswers(sources, hosts, new AdminDeletions(sources, token))
        .answer(request)
        .toCompletableFuture()
        .join();
  }

  private static final class Sources implements AdminServerSources {
    @Override
    public Scrape scrape(String accept) {
      throw new AssertionError(accept);
    }

    @Override
    public long loopOverdueNanos() {
      return 0;
    }

    @Override
    public int dropVersions(Predicate<String> name) {
      return (int) Stream.of("a/b", "a/b//gzip", "a/bc", "a/b/c", "d").filter(name).count();
    }

    @Override
    public CompletionStage<Purge> purge(PurgeScope scope) {
      return CompletableFuture.completedFuture(
          switch (scope) {
            case PurgeScope.One(RequestUrl url) ->
                switch (text(url)) {
                  case "/file" -> new Purge.Unsupported();
                  case "/broken" -> new Purge.Failed("The disk failed.");
                  case String path -> new Purge.Done(!path.equals("/none"), path);
                };
            case PurgeScope.Prefix(RequestUrl url) -> new Purge.TooLong(text(url));
            case PurgeScope.Tag(String name) -> new Purge.Banned(name.length(), _ -> true);
          });
    }

    private static String text(RequestUrl url) {
      return url.scheme().map(scheme -> scheme + "://").orElse("")
          + url.host()
          + url.pathAndQuery();
    }

    @Override
    public Readiness readiness() {
      return Readiness.SERVING;
    }
  }
}
