package dev.untorn.origin.upstream.redirect;

import dev.untorn.semantics.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * URLs whose query says by a signature who may read what they name, for some minutes, and is
 * another one each time. Only what is known to authorize, in the company that makes it a signature,
 * is left out of what names a resource; all else may select another one, as S3's {@code versionId}
 * does.
 */
public final class SignedUrl {
  /**
   * One way to sign.
   *
   * @param marks that show it, all of them
   * @param changing that only authorize, and change
   */
  private record Signature(Set<String> marks, Set<String> changing) {}

  private static final List<Signature> SIGNATURES =
      List.of(
          // AWS Signature Version 4: S3, and most that speak its protocol.
          new Signature(
              Set.of("X-Amz-Algorithm", "X-Amz-Signature"),
              Set.of(
                  "X-Amz-Credential",
                  "X-Amz-Date",
                  "X-Amz-Expires",
                  "X-Amz-Security-Token",
                  "X-Amz-Signature")),
          // AWS Signature Version 2.
          new Signature(
              Set.of("AWSAccessKeyId", "Signature", "Expires"),
              Set.of("AWSAccessKeyId", "Signature", "Expires", "x-amz-security-token")),
          // CloudFront: by a policy, or by a time alone.
          new Signature(
              Set.of("Key-Pair-Id", "Signature"), Set.of("Expires", "Policy", "Signature")),
          // Google Cloud Storage, V4 and V2.
          new Signature(
              Set.of("X-Goog-Algorithm", "X-Goog-Signature"),
              Set.of("X-Goog-Credential", "X-Goog-Date", "X-Goog-Expires", "X-Goog-Signature")),
          new Signature(
              Set.of("GoogleAccessId", "Signature", "Expires"), Set.of("Signature", "Expires")),
          // Azure Storage, by a user delegation key too; GitHub's releases add a token.
          new Signature(
              Set.of("sv", "se", "sig"),
              Set.of("st", "se", "sig", "skoid", "sktid", "skt", "ske", "jwt")));

  private SignedUrl() {}

  /**
   * What tells the resource that a path and query name from others: a hash, because any query may
   * hold a secret.
   */
  public static String identity(String pathAndQuery) {
    byte[] octets = unsigned(pathAndQuery).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(DigestAlgorithm.SHA_256.begin().digest(octets));
  }

  /** Without what only authorizes; as it is if it is not signed. */
  static String unsigned(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    if (mark < 0) {
      return pathAndQuery;
    }
    String[] parameters = pathAndQuery.substring(mark + 1).split("&", -1);
    Set<String> changing = changing(parameters);
    StringJoiner others = new StringJoiner("&", pathAndQuery.substring(0, mark + 1), "");
    for (String parameter : parameters) {
      if (!changing.contains(name(parameter))) {
        others.add(parameter);
      }
    }
    return others.toString();
  }

  private static Set<String> changing(String[] parameters) {
    Set<String> names = new HashSet<>();
    for (String parameter : parameters) {
      names.add(name(parameter));
    }
    Set<String> changing = new HashSet<>();
    for (Signature signature : SIGNATURES) {
      if (names.containsAll(signature.marks)) {
        changing.addAll(signature.changing);
      }
    }
    return changing;
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }
}
