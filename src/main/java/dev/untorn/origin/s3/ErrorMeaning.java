package dev.untorn.origin.s3;

import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What an error of S3 means for who asked for an object. */
sealed interface ErrorMeaning {
  /** There is no such object. */
  record Missing() implements ErrorMeaning {}

  /** The credentials do not give access to it; or it does not exist, and they may not know. */
  record Denied() implements ErrorMeaning {}

  /** It may be asked for again, soon. */
  record Busy() implements ErrorMeaning {}

  /** The condition or the range of the request is not met. */
  record Unmet() implements ErrorMeaning {}

  /** The credentials are over; newer ones may do. */
  record Expired() implements ErrorMeaning {}

  /** Nobody gets anything before the operator acts; the remedy is for the log. */
  record Misconfigured(String remedy) implements ErrorMeaning {}

  /** S3 refuses what was signed at another time than this far from its own. */
  Duration SKEW_MAX = Duration.ofMinutes(15);

  /** Codes are words; anything else would be somebody's text in the log. */
  Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");

  /** Names of regions. */
  Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,32}");

  /**
   * Of a response's head, and the document that it has unless it answers a HEAD.
   *
   * @param signedRegion for which its request was signed
   */
  static ErrorMeaning of(
      int status, Fields fields, ErrorDocument error, String signedRegion, Instant now) {
    return switch (error.code()) {
      case "NoSuchKey", "NoSuchVersion", "KeyTooLongError", "KeyTooLong" -> new Missing();
      case "AccessDenied", "AllAccessDisabled", "AccountProblem", "InvalidObjectState" ->
          new Denied();
      case "SlowDown",
          "ServiceUnavailable",
          "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "RequestTimeout",
          "OperationAborted",
          "InternalError" ->
          new Busy();
      case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "InvalidToken" ->
          new Expired();
      case "NoSuchBucket" ->
          new Misconfigured(
              "the bucket does not exist there: check its name, s3-endpoint and s3-region");
      case "InvalidAccessKeyId" ->
          new Misconfigured("the access key is unknown there: check which credentials are found");
      case "SignatureDoesNotMatch" ->
          new Misconfigured(
              "the signature is not accepted: check the secret key and s3-region, and that no proxy"
                  + " in between changes Host or path");
      case "RequestTimeTooSkewed" -> skewed(fields, now);
      case "" -> ofStatus(status, fields, signedRegion, now);
      default -> ofOther(status, fields, error, signedRegion, now);
    };
  }

  private static ErrorMeaning ofOther(
      int status, Fields fields, ErrorDocument error, String signedRegion, Instant now) {
    String region = region(fields, error);
    if (!region.isEmpty() && (status == 301 || status == 307 || status == 400)) {
      return otherRegion(region);
    }
    return switch (ofStatus(status, fields, signedRegion, now)) {
      case Misconfigured _, Expired _ ->
          new Misconfigured(
              "it answers %d %s"
                  .formatted(
                      status,
                      CODE.matcher(error.code()).matches() ? error.code() : "with another code"));
      case ErrorMeaning other -> other;
    };
  }

  /** Of a response without a code, as those to HEAD are. */
  private static ErrorMeaning ofStatus(
      int status, Fields fields, String signedRegion, Instant now) {
    return switch (status) {
      case 404, 405, 410 -> new Missing(); // 405: the version that was asked for is a deletion.
      case 401, 403 -> isSkewed(fields, now) ? skewed(fields, now) : new Denied();
      case 412, 416 -> new Unmet();
      case 408, 409, 429, 500, 502, 503, 504 -> new Busy();
      case 400 -> { // So HEAD is answered when a token is over, or for another region.
        String region = region(fields, ErrorDocument.NONE);
        yield region.isEmpty() || region.equals(signedRegion) ? new Expired() : otherRegion(region);
      }
      case 301, 302, 307, 308 -> {
        String region = region(fields, ErrorDocument.NONE);
        yield region.isEmpty()
            ? new Misconfigured(
                "it redirects (%d), and a signature is for one place: check s3-endpoint and s3-region"
                    .formatted(status))
            : otherRegion(region);
      }
      default -> new Misconfigured("it answers " + status);
    };
  }

  private static String region(Fields fields, ErrorDocument error) {
    String told = fields.first("x-amz-bucket-region");
    String region = told == null ? error.region() : told;
    return REGION.matcher(region).matches() ? region : "";
  }

  private static Misconfigured otherRegion(String region) {
    return new Misconfigured("the bucket is in another region: set s3-region to " + region);
  }

  private static boolean isSkewed(Fields fields, Instant now) {
    OptionalLong theirs = date(fields, now);
    return theirs.isPresent()
        && Math.abs(theirs.getAsLong() - now.getEpochSecond()) > SKEW_MAX.toSeconds();
  }

  private static Misconfigured skewed(Fields fields, Instant now) {
    OptionalLong theirs = date(fields, now);
    String by =
        theirs.isPresent()
            ? Math.abs(theirs.getAsLong() - now.getEpochSecond()) + " s"
            : "more than " + SKEW_MAX.toMinutes() + " min";
    return new Misconfigured(
        "the clock of this machine is " + by + " from that of the bucket: set it, or run NTP");
  }

  private static OptionalLong date(Fields fields, Instant now) {
    String text = fields.single("Date");
    return text == null ? OptionalLong.empty() : HttpDates.parse(text, now.getEpochSecond());
  }
}
