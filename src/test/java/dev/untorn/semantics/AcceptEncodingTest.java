package dev.untorn.semantics;

import static dev.untorn.delivery.SampleVersions.headers;
import static dev.untorn.semantics.Coding.GZIP;
import static dev.untorn.semantics.Coding.IDENTITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptEncodingTest {
  private static List<Coding> codings(String spaced) {
    return spaced.isEmpty()
        ? List.of()
        : Arrays.stream(spaced.split(" ", -1)).map(Coding::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The examples of RFC 9110, 12.5.3.
        "compress, gzip                     | GZIP IDENTITY",
        "''                                 | IDENTITY",
        "*                                  | ZSTD BROTLI GZIP IDENTITY",
        "compress;q=0.5, gzip;q=1.0         | GZIP IDENTITY",
        "gzip;q=1.0, identity; q=0.5, *;q=0 | GZIP IDENTITY",
        // Browsers and tools.
        "gzip, deflate, br, zstd            | ZSTD BROTLI GZIP IDENTITY",
        "gzip, deflate                      | GZIP IDENTITY",
        "identity                           | IDENTITY",
        // Weights.
        "br;q=0.8, gzip;q=0.9               | GZIP BROTLI IDENTITY",
        "zstd;q=0.001, identity;q=0.002     | IDENTITY ZSTD",
        "gzip;q=0.001                       | GZIP IDENTITY",
        "identity, gzip                     | GZIP IDENTITY",
        "identity;q=1, gzip;q=0.999         | IDENTITY GZIP",
        "gzip;q=0, br                       | BROTLI IDENTITY",
        "gzip;q=0.000, br;q=1.000           | BROTLI IDENTITY",
        "*;q=0.5, gzip                      | GZIP ZSTD BROTLI IDENTITY",
        "*, br;q=0                          | ZSTD GZIP IDENTITY",
        // Without identity.
        "identity;q=0, gzip                 | GZIP",
        "*;q=0, gzip                        | GZIP",
        "identity;q=0                       | ''",
        "*;q=0                              | ''",
        "*;q=0, identity                    | IDENTITY",
        // Spelling.
        "GZIP;Q=0.5                         | GZIP IDENTITY",
        "x-gzip                             | GZIP IDENTITY",
        "gzip \t;\tq=0.5\t, br              | BROTLI GZIP IDENTITY",
        ",, gzip,,                          | GZIP IDENTITY",
        "gzip;x=1;q=0, br                   | BROTLI IDENTITY",
        // What is malformed is left out, alone.
        "gzip;q=1.1, br                     | BROTLI IDENTITY",
        "gzip;q=2, br                       | BROTLI IDENTITY",
        "gzip;q=-1, br                      | BROTLI IDENTITY",
        "gzip;q=, br                        | BROTLI IDENTITY",
        "gzip;q=.5, br                      | BROTLI IDENTITY",
        "gzip;q=05, br                      | BROTLI IDENTITY",
        "gzip;q=0.1234, br                  | BROTLI IDENTITY",
        "gzip;q=1e0, br                     | BROTLI IDENTITY",
        "gzip;q=\"1\", br                   | BROTLI IDENTITY",
        "identity;q=no, *;q=0               | ''",
        ";q=1                               | IDENTITY",
        "\"gzip, br                         | IDENTITY",
        "gz ip, br                          | BROTLI IDENTITY"
      })
  void the_best_coding_comes_first(String field, String expected) {
    assertEquals(codings(expected), AcceptEncoding.preferred(headers("Accept-Encoding", field)));
  }

  @Test
  void weights_may_end_in_the_point() {
    assertEquals(
        List.of(GZIP, IDENTITY),
        AcceptEncoding.preferred(headers("Accept-Encoding", "gzip;q=1., identity;q=0.9")));
  }

  @Test
  void repeated_lines_are_one_list() {
    assertEquals(
        codings("BROTLI GZIP IDENTITY"),
        AcceptEncoding.preferred(
            headers("Accept-Encoding", "gzip;q=0.5", "accept-encoding", "br")));
  }

  @Test
  void who_does_not_ask_gets_no_coding_and_costs_nothing() {
    List<Coding> codings = AcceptEncoding.preferred(headers());
    assertEquals(List.of(IDENTITY), codings);
    assertSame(codings, AcceptEncoding.preferred(headers()));
  }
}
