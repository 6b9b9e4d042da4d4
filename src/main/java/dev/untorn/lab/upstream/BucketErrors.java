package dev.untorn.lab.upstream;

import dev.untorn.lab.upstream.OriginReply.Failure;
import java.util.List;
import java.util.random.RandomGenerator;

/** What S3 answers in place of an object (Amazon S3 API Reference, Error responses). */
final class BucketErrors {
  /** So many requests it does not answer at all, one in so many errors breaks off. */
  private static final int TURNS = 4;

  private record Refusal(int status, String code) {}

  private static final List<Refusal> BUSY =
      List.of(
          new Refusal(503, "SlowDown"),
          new Refusal(503, "ServiceUnavailable"),
          new Refusal(500, "InternalError"));

  private BucketErrors() {}

  static Failure busy(RandomGenerator random, boolean hasBody) {
    if (random.nextInt(TURNS) == 0) {
      return new Failure("");
    }
    Refusal refusal = BUSY.get(random.nextInt(BUSY.size()));
    Failure whole = of(refusal.status, refusal.code, hasBody);
    boolean cut = hasBody && random.nextInt(TURNS) == 0;
    String octets = whole.octets();
    return cut ? new Failure(octets.substring(0, octets.length() - "</Error>".length())) : whole;
  }

  /**
   * An error.
   *
   * @param hasBody false for an answer to HEAD
   */
  static Failure of(int status, String code, boolean hasBody) {
    String document =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, code);
    return new Failure(
        "HTTP/1.1 %d Lab\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, document.length(), hasBody ? document : ""));
  }
}
