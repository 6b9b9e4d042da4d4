package dev.untorn.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.config.Defaults;
import dev.untorn.metrics.Meters.Scrape;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DropVersionsTest {
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

  private static FullHttpResponse answer(String method, String query) {
    AdminHosts hosts = new AdminHosts(Defaults.settings().admin());
    return new AdminAnswers(new Sources(), hosts)
        .answer(
            new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), "/versions?" + query));
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
    public Readiness readiness() {
      return Readiness.SERVING;
    }
  }
}
