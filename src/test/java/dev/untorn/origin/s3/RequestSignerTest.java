package dev.untorn.origin.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.semantics.Fields;
import dev.untorn.testing.SignatureJudge;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Against the examples that Amazon publishes, and against a judge that reads what is sent. */
final class RequestSignerTest {
  private static final AwsCredentialsIdentity EXAMPLE =
      AwsBasicCredentials.create(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  /** Of the examples. */
  private static final Instant THEN = Instant.parse("2013-05-24T00:00:00Z");

  private static final RequestSigner SIGNER = new RequestSigner("us-east-1");

  private static Fields signed(String url, Fields fields) {
    return SIGNER.sign(EXAMPLE, "GET", URI.create(url), fields, THEN);
  }

  @Test
  void an_object_is_asked_for_as_amazon_signs_it() {
    Fields fields =
        signed("https://examplebucket.s3.amazonaws.com/test.txt", Fields.of("Range", "bytes=0-9"));
    assertEquals(
        "AWS4-HMAC-SHA256"
            + " Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
            + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        fields.single("Authorization"));
  }

  @Test
  void a_list_is_asked_for_as_amazon_signs_it() {
    String authorization =
        signed("https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J", Fields.NONE)
            .single("Authorization");
    assertTrue(
        String.valueOf(authorization)
            .endsWith(
                "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
  }

  @Test
  void odd_paths_and_queries_are_signed_as_they_are_sent() {
    SignatureJudge judge =
        new SignatureJudge("us-east-1", EXAMPLE.accessKeyId(), EXAMPLE.secretAccessKey());
    for (String target :
        List.of(
            "/box/a%20b/c%2Bd",
            "/box//lead//two/",
            "/box/gr%C3%BCn%E2%82%AC/%2A%27%28%29%21",
            "/box/q%3F%26%3D%23%25",
            "/box/",
            "/box/~tilde.-_",
            "/box/a?versionId=3%2FL4kqtJlcpXrof3vjVBH40Nr8X8gdRQBpUMLUo%2B%3D",
            "/box?continuation-token=a%2Bb%3D&delimiter=%2F&encoding-type=url&list-type=2"
                + "&max-keys=1000&prefix=a%20b%2F")) {
      Fields fields =
          signed("http://127.0.0.1:9000" + target, Fields.of("x-amz-checksum-mode", "ENABLED"));
      StringBuilder head =
          new StringBuilder("GET " + target + " HTTP/1.1\r\nhost: 127.0.0.1:9000\r\n");
      fields.forEach(field -> head.append(field.name() + ": " + field.value() + "\r\n"));
      assertEquals("", judge.flaw(head.toString()), target);
      assertFalse(
          judge.flaw(head.toString().replace("GET /box", "GET /bix")).isEmpty(), "a control");
    }
  }

  @Test
  void a_session_has_its_token_signed() {
    Fields fields =
        SIGNER.sign(
            AwsSessionCredentials.create("key", "secret", "token"),
            "HEAD",
            URI.create("https://box.s3.example/a"),
            Fields.NONE,
            THEN);
    assertEquals("token", fields.single("X-Amz-Security-Token"));
    assertTrue(
        String.valueOf(fields.single("Authorization"))
            .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,"));
    assertFalse(fields.contains("Host"));
  }
}
