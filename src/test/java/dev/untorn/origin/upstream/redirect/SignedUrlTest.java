package dev.untorn.origin.upstream.redirect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a URL names a resource, and what only says who may read it. */
final class SignedUrlTest {
  private static final String S3 =
      "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%%2F2026%%2Fs3&X-Amz-Date=%s"
          + "&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=%s&x-id=GetObject%s";

  @Test
  void the_same_object_signed_again_is_the_same() {
    assertEquals(
        "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-SignedHeaders=host&x-id=GetObject",
        SignedUrl.unsigned(S3.formatted("20260101T000000Z", "a1", "")));
    assertEquals(
        SignedUrl.identity(S3.formatted("20260101T000000Z", "a1", "")),
        SignedUrl.identity(S3.formatted("20260102T000000Z", "b2", "")));
  }

  @Test
  void another_version_or_place_is_another() {
    String first = SignedUrl.identity(S3.formatted("1", "2", "&versionId=x"));
    assertNotEquals(first, SignedUrl.identity(S3.formatted("1", "2", "&versionId=y")));
    assertNotEquals(first, SignedUrl.identity(S3.formatted("1", "2", "")));
    assertNotEquals(
        SignedUrl.identity("/a?" + S3.formatted("1", "2", "").substring(5)),
        SignedUrl.identity("/b?" + S3.formatted("1", "2", "").substring(5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/k?AWSAccessKeyId=a&Signature=b&Expires=c&versionId=d | /k?versionId=d",
        "/k?Expires=1&Signature=b~&Key-Pair-Id=K | /k?Key-Pair-Id=K",
        "/k?Policy=p&Signature=b&Key-Pair-Id=K&v=1 | /k?Key-Pair-Id=K&v=1",
        "/k?X-Goog-Algorithm=g&X-Goog-Date=1&X-Goog-Signature=s&generation=7"
            + " | /k?X-Goog-Algorithm=g&generation=7",
        "/k?GoogleAccessId=a@b&Expires=1&Signature=c | /k?GoogleAccessId=a@b",
        "/r/1/u?sp=r&sv=2018-11-09&sr=b&se=2026&rscd=attachment&skoid=1&sktid=2&skt=3&ske=4&sks=b"
            + "&skv=5&sig=%2B&jwt=e.e.e&response-content-type=a%2Fb"
            + " | /r/1/u?sp=r&sv=2018-11-09&sr=b&rscd=attachment&sks=b&skv=5"
            + "&response-content-type=a%2Fb"
      })
  void what_storage_services_sign_with_is_left_out(String url, String expected) {
    assertEquals(expected, SignedUrl.unsigned(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a",
        "/a?",
        "/get?jwt=file1",
        "/get?sig=file1&jwt=2",
        "/get?Signature=1&Expires=2",
        "/get?X-Amz-Signature=1",
        "/get?Expires=1&Policy=2",
        "/get?token=1&&x",
        "/get?x-amz-algorithm=1&x-amz-signature=2"
      })
  void what_is_not_known_to_authorize_may_select(String url) {
    assertEquals(url, SignedUrl.unsigned(url));
  }

  @Test
  void an_identity_tells_no_secret() {
    assertFalse(SignedUrl.identity("/get?token=sesame").contains("sesame"));
  }
}
