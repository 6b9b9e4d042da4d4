package dev.untorn.origin.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.s3.ErrorMeaning.Misconfigured;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorMeaningTest {
  private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");

  private static final String REGION = "us-east-1";

  private static ErrorMeaning meaning(int status, String code, String... fields) {
    return ErrorMeaning.of(status, Fields.of(fields), new ErrorDocument(code, ""), REGION, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, Missing",
    "404, NoSuchVersion, Missing",
    "404, '', Missing",
    "405, MethodNotAllowed, Missing",
    "405, '', Missing",
    "400, KeyTooLongError, Missing",
    "403, AccessDenied, Denied",
    "403, InvalidObjectState, Denied",
    "403, '', Denied",
    "503, SlowDown, Busy",
    "503, '', Busy",
    "500, InternalError, Busy",
    "429, TooManyRequests, Busy",
    "400, RequestTimeout, Busy",
    "412, PreconditionFailed, Unmet",
    "416, InvalidRange, Unmet",
    "400, ExpiredToken, Expired",
    "400, InvalidToken, Expired",
    "400, '', Expired",
    "404, NoSuchBucket, Misconfigured",
    "403, InvalidAccessKeyId, Misconfigured",
    "403, SignatureDoesNotMatch, Misconfigured",
    "403, RequestTimeTooSkewed, Misconfigured",
    "400, InvalidRequest, Misconfigured",
    "301, PermanentRedirect, Misconfigured",
    "307, TemporaryRedirect, Misconfigured",
    "302, '', Misconfigured",
    "201, '', Misconfigured"
  })
  void an_error_has_one_meaning(int status, String code, String expected) {
    assertEquals(expected, meaning(status, code).getClass().getSimpleName());
  }

  @Test
  void another_region_is_named_in_the_remedy() {
    Misconfigured told =
        assertInstanceOf(
            Misconfigured.class,
            meaning(301, "PermanentRedirect", "x-amz-bucket-region", "eu-west-1"));
    assertTrue(told.remedy().endsWith("set s3-region to eu-west-1"), told.remedy());
    ErrorMeaning inDocument =
        ErrorMeaning.of(
            400,
            Fields.NONE,
            new ErrorDocument("AuthorizationHeaderMalformed", "eu-west-2"),
            REGION,
            NOW);
    assertTrue(inDocument.toString().contains("eu-west-2"), inDocument::toString);
    ErrorMeaning hostile = meaning(301, "PermanentRedirect", "x-amz-bucket-region", "a\u001b[2J");
    assertTrue(!hostile.toString().contains("\u001b"), hostile::toString);
  }

  @Test
  void a_head_that_is_for_another_region_is_told_from_one_whose_token_is_over() {
    ErrorMeaning other = meaning(400, "", "x-amz-bucket-region", "eu-west-1");
    assertTrue(other.toString().contains("eu-west-1"), other::toString);
    assertInstanceOf(ErrorMeaning.Expired.class, meaning(400, "", "x-amz-bucket-region", REGION));
  }

  @Test
  void a_clock_that_is_wrong_is_told_by_how_much() {
    String date = HttpDates.format(NOW.getEpochSecond() - 1800);
    Misconfigured told =
        assertInstanceOf(Misconfigured.class, meaning(403, "RequestTimeTooSkewed", "Date", date));
    assertTrue(told.remedy().contains("1800 s"), told.remedy());
    assertInstanceOf(Misconfigured.class, meaning(403, "", "Date", date), "of a HEAD");
    assertInstanceOf(
        ErrorMeaning.Denied.class,
        meaning(403, "", "Date", HttpDates.format(NOW.getEpochSecond() - 60)));
  }

  @Test
  void a_code_that_is_no_word_is_not_repeated() {
    ErrorMeaning meaning = meaning(400, "<secret key>");
    assertTrue(!meaning.toString().contains("secret"), meaning::toString);
  }
}
