package dev.untorn.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signature of a request as S3 does, from the octets that came: Signature Version 4
 * (Amazon S3 API reference, "Authenticating Requests"). It shares nothing with who signs.
 */
public final class SignatureJudge {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request,"
              + " SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

  private final String region;
  private final String accessKey;
  private final String secretKey;

  public SignatureJudge(String region, String accessKey, String secretKey) {
    this.region = region;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /** What is wrong with a request; empty if nothing. */
  public String flaw(String head) {
    Matcher told = AUTHORIZATION.matcher(field(head, "authorization"));
    if (!told.matches()) {
      return "not signed: " + head;
    }
    if (!told.group(1).equals(accessKey) || !told.group(3).equals(region)) {
      return "signed for " + told.group();
    }
    String[] line = head.lines().findFirst().orElseThrow().split(" ", -1);
    String[] target = line[1].split("\\?", 2);
    String names = told.group(4);
    String canonical =
        line[0]
            + '\n'
            + target[0]
            + '\n'
            + (target.length == 1
                ? ""
                : Arrays.stream(target[1].split("&", -1))
                    .map(each -> each.contains("=") ? each : each + "=")
                    .sorted()
                    .collect(Collectors.joining("&")))
            + '\n'
            + Arrays.stream(names.split(";", -1))
                .map(name -> name + ':' + field(head, name) + '\n')
                .collect(Collectors.joining())
            + '\n'
            + names
            + '\n'
            + field(head, "x-amz-content-sha256");
    String scope = told.group(2) + '/' + region + "/s3/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n" + field(head, "x-amz-date") + '\n' + scope + '\n' + sha256(canonical);
    byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign)).equals(told.group(5))
        ? ""
        : "another signature than that of\n" + canonical;
  }

  private static String field(String head, String name) {
    return head.lines()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .collect(Collectors.joining(","));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
