package dev.untorn.origin.proxy.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.semantics.Fields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which heads are about the same bytes. */
final class NamedDigestTest {
  private static final String A = "A".repeat(43) + "=";
  private static final String B = "B".repeat(42) + "A=";
  private static final String LONG = "C".repeat(85) + "A==";

  /** As 256:A for a member of Repr-Digest, with a plus between several. */
  private static Fields head(String digests) {
    return digests.isEmpty()
        ? Fields.NONE
        : Fields.of(
            "Repr-Digest",
            digests
                .replace("256:A", "sha-256=:" + A + ":")
                .replace("256:B", "sha-256=:" + B + ":")
                .replace("512:C", "sha-512=:" + LONG + ":")
                .replace("+", ", "));
  }

  @ParameterizedTest
  @CsvSource({
    "256:A, 256:A, true",
    "256:A+512:C, 256:A, true",
    "256:A+512:C, 512:C+256:A, true",
    "256:A, 256:B, false",
    "256:A, 512:C, false",
    "256:A+512:C, 256:B+512:C, false",
    "256:A, 256:A+256:B, false",
    "256:A, '', false",
    "'', '', false",
    "md5=:AAAA:, md5=:AAAA:, false"
  })
  void two_heads_agree_if_a_digest_is_the_same_and_none_differs(
      String one, String other, boolean agree) {
    assertEquals(agree, NamedDigest.agree(head(one), head(other)));
    assertEquals(agree, NamedDigest.agree(head(other), head(one)));
  }
}
