package dev.untorn.warm;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The requests for one URL. Whether it is fresh is asked without a body, and without the origin
 * (only-if-cached; RFC 9111, 5.2.1.7); so what is fresh costs nearly nothing.
 */
record WarmRequest(WarmConnection connection, WarmUrl url) {
  /** Asks for what is stored and fresh alone. */
  static final String ONLY_IF_CACHED = "Cache-Control: only-if-cached\r\n";

  private static final int REDIRECT = 300;
  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BAD_GATEWAY = 502;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  /** More than a page about a problem has. */
  private static final int KEPT_MAX_BYTES = 16 << 10;

  private static final Duration RETRY_MIN = Duration.ofSeconds(1);

  /** An origin may ask for any time; whoever warms does not wait for long. */
  private static final Duration RETRY_MAX = Duration.ofSeconds(10);

  /** Where Untorn's pages and objects about problems say why. */
  private static final Pattern DETAIL =
      Pattern.compile(
          "\"detail\":\"([^\"]+)\"|class=\"problem\">.*?<p>([^<]+)</p>", Pattern.DOTALL);

  /** What came of an attempt. */
  sealed interface Attempt {
    /** It is what came of all. */
    record Done(WarmOutcome outcome) implements Attempt {}

    /** Another one may bring more. */
    record Again(WarmOutcome outcome, Duration after) implements Attempt {}
  }

  /** Whether it is stored, and fresh. */
  boolean isFresh() {
    return switch (connection.ask("HEAD", url, ONLY_IF_CACHED, 0, _ -> true)) {
      case WarmReply.Whole(WarmReply.Head head, long _, String _) ->
          head.status() < BAD_REQUEST
              && head.cacheStatus().filter(CacheStatusField::isHit).isPresent();
      case WarmReply.Unread _, WarmReply.Cut _, WarmReply.None _ -> false;
    };
  }

  /** Has it fetched, and reads it to its end. */
  Attempt fetch() {
    return switch (connection.ask("GET", url, "", KEPT_MAX_BYTES, WarmRequest::isWanted)) {
      case WarmReply.Whole(WarmReply.Head head, long bytes, String begin) ->
          whole(head, bytes, begin);
      case WarmReply.Unread(WarmReply.Head head) ->
          new Attempt.Done(new WarmOutcome.NotStored(notStored(head)));
      case WarmReply.Cut(long bytes) -> again("cut after %d bytes".formatted(bytes), RETRY_MIN);
      case WarmReply.None(String reason) ->
          new Attempt.Again(new WarmOutcome.Unanswered(reason), RETRY_MIN);
    };
  }

  /** What is not stored need not be read: that ends its fetch. */
  private static boolean isWanted(WarmReply.Head head) {
    return head.status() >= REDIRECT
        || head.cacheStatus()
            .filter(each -> each.isHit() || each.isStored() || each.isConfirmed())
            .isPresent();
  }

  private static String notStored(WarmReply.Head head) {
    return head.cacheStatus()
        .map(each ->
            "its origin forbids it, or there is no room (Cache-Status: %s)".formatted(each.text()))
        .orElse("the answer has no Cache-Status: no proxy that tells what it stores");
  }

  private Attempt whole(WarmReply.Head head, long bytes, String begin) {
    if (head.status() >= BAD_REQUEST) {
      return refused(head, begin);
    }
    if (head.status() >= REDIRECT) {
      String to = head.location().orElse("nowhere");
      return new Attempt.Done(
          new WarmOutcome.Failed("%s to %s: list that instead".formatted(head.text(), to)));
    }
    CacheStatusField status = head.cacheStatus().orElseThrow(); // Else it was not wanted.
    return new Attempt.Done(status.isStored() ? new WarmOutcome.Fetched(bytes) : standing());
  }

  /** It was stored before, and not fresh. */
  private WarmOutcome standing() {
    return isFresh() ? new WarmOutcome.Confirmed() : new WarmOutcome.Stale();
  }

  private static Attempt refused(WarmReply.Head head, String body) {
    Matcher detail = DETAIL.matcher(body);
    String why =
        detail.find()
            ? ": " + (detail.group(1) == null ? detail.group(2) : detail.group(1)).strip()
            : "";
    String reason = head.text() + why;
    return switch (head.status()) {
      case TOO_MANY_REQUESTS, BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT ->
          again(reason, head.retryAfter().flatMap(WarmRequest::seconds).orElse(RETRY_MIN));
      default -> new Attempt.Done(new WarmOutcome.Failed(reason));
    };
  }

  private static Optional<Duration> seconds(String retryAfter) {
    return retryAfter.matches("\\d{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
        : Optional.empty();
  }

  private static Attempt again(String reason, Duration after) {
    Duration bounded = after.compareTo(RETRY_MAX) > 0 ? RETRY_MAX : after;
    return new Attempt.Again(
        new WarmOutcome.Failed(reason), bounded.isZero() ? RETRY_MIN : bounded);
  }
}
