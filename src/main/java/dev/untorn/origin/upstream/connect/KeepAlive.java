package dev.untorn.origin.upstream.connect;

import dev.untorn.semantics.Fields;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long an upstream keeps idle connections, as far as it says so: {@code timeout=5}. */
public final class KeepAlive {
  private static final Pattern TIMEOUT =
      Pattern.compile("\\btimeout\\s*=\\s*(\\d{1,9})", Pattern.CASE_INSENSITIVE);

  /** A request is under way for a while before its upstream sees it. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final Duration UNLIMITED = Duration.ofDays(1);

  private KeepAlive() {}

  /** How long a connection may be idle and still be used. */
  public static Duration idleMax(Fields responseFields) {
    String value = responseFields.first("Keep-Alive");
    Matcher matcher = TIMEOUT.matcher(value == null ? "" : value);
    if (!matcher.find()) {
      return UNLIMITED;
    }
    Duration kept = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    return kept.compareTo(MARGIN) > 0 ? kept.minus(MARGIN) : Duration.ZERO;
  }
}
