package dev.untorn.delivery;

import static dev.untorn.delivery.SampleVersions.NOW;
import static dev.untorn.delivery.SampleVersions.headers;
import static dev.untorn.delivery.SampleVersions.held;
import static dev.untorn.delivery.SampleVersions.version;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.untorn.semantics.Accept;
import dev.untorn.semantics.AcceptEncoding;
import dev.untorn.version.KnownDates;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fields of a length no server lets in: work that grew with its square would take minutes, what is
 * linear takes a moment.
 */
final class FloodTest {
  private static final int TIMES = 200_000;
  private static final Duration FAR_TOO_LONG = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "a,",
        "\"",
        "\"\",",
        "\"a\" ",
        "W/",
        "a;",
        ";q=1,",
        "a;q=0.5;b=\",\",",
        "\\\"",
        ", \t",
        "0-0,",
        "9",
        "-"
      })
  void reading_takes_time_in_proportion_to_the_length(String piece) {
    String flood = piece.repeat(TIMES);
    assertTimeoutPreemptively(
        FAR_TOO_LONG,
        () -> {
          for (String name :
              new String[] {
                "If-Match",
                "If-None-Match",
                "If-Modified-Since",
                "If-Unmodified-Since",
                "If-Range",
                "Accept",
                "Accept-Encoding"
              }) {
            read(name, flood);
          }
          read("Range", "bytes=" + flood);
        });
  }

  private static void read(String name, String value) {
    var headers = headers(name, value);
    Optional<String> range = Optional.of(name.equals("Range") ? value : "bytes=0-0");
    new Planner(new KnownDates(), Integer.MAX_VALUE)
        .plan(true, range, headers, held(version()), NOW);
    AcceptEncoding.preferred(headers);
    Accept.prefersJson(headers);
  }
}
