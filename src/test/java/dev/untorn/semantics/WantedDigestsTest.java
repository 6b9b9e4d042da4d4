package dev.untorn.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.delivery.SampleVersions;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WantedDigestsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sha-256=1 | SHA_256",
        "sha-512=10 | SHA_512",
        "sha-256=3, sha-512=4 | SHA_512",
        "sha-512=3, sha-256=3 | SHA_256",
        "sha-512=3,sha-256=0 | SHA_512",
        "md5=10, sha-256=1 | SHA_256",
        "sha-256=9, sha-512=5, sha-256=1 | SHA_512",
      })
  void the_best_liked_that_is_known_is_taken(String field, DigestAlgorithm expected) {
    HttpHeaders headers = SampleVersions.headers("Want-Repr-Digest", field);
    assertEquals(Optional.of(expected), WantedDigests.of(headers).repr());
    assertEquals(Optional.empty(), WantedDigests.of(headers).content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha-256",
        "sha-256=",
        "sha-256=0",
        "sha-256=11",
        "sha-256=-1",
        "sha-256=1.5",
        "sha-256=\"1\"",
        "sha-256=1;q=1",
        "sha-256 = 1",
        "sha-256=1,",
        ",sha-256=1",
        "sha-256=1 sha-512=1",
        "SHA-256=1",
        "sha-256=1, md5=?1",
        "sha-256=1, (",
        "md5=10",
        "sha-256=99999999999999999999",
      })
  void what_is_no_preference_is_ignored(String field) {
    assertTrue(
        WantedDigests.of(SampleVersions.headers("Want-Content-Digest", field)).isEmpty(), field);
  }

  @Test
  void several_lines_are_one_field() {
    HttpHeaders headers =
        SampleVersions.headers("Want-Repr-Digest", "sha-256=1", "Want-Repr-Digest", "sha-512=2");
    assertEquals(Optional.of(DigestAlgorithm.SHA_512), WantedDigests.of(headers).repr());
  }
}
