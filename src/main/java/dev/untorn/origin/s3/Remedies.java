package dev.untorn.origin.s3;

import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator what to do about a bucket, not for each request. Thread-safe. */
final class Remedies {
  private static final Logger LOG = LoggerFactory.getLogger(Remedies.class);

  /** The same is said again after this time. */
  private static final Duration REPEATED = Duration.ofMinutes(1);

  /** By how much a clock is wrong is another number each time. */
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final BucketLocation location;
  private final InstantSource clock;
  private @Nullable String last;
  private long againMillis;

  Remedies(BucketLocation location, InstantSource clock) {
    this.location = location;
    this.clock = clock;
  }

  void log(ErrorMeaning meaning) {
    switch (meaning) {
      case ErrorMeaning.Misconfigured(String remedy) -> log(remedy);
      case ErrorMeaning.Expired() ->
          log("the credentials have expired or are malformed, and there are no newer ones");
      case ErrorMeaning.Missing _,
          ErrorMeaning.Denied _,
          ErrorMeaning.Busy _,
          ErrorMeaning.Unmet _ -> {}
    }
  }

  void log(String remedy) {
    if (isDue(remedy)) {
      LOG.warn("{} gives nothing: {}", location.url(), remedy);
    }
  }

  private synchronized boolean isDue(String remedy) {
    long nowMillis = clock.millis();
    String subject = NUMBER.matcher(remedy).replaceAll("");
    if (subject.equals(last) && nowMillis < againMillis) {
      return false;
    }
    last = subject;
    againMillis = nowMillis + REPEATED.toMillis();
    return true;
  }
}
