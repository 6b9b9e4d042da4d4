package dev.untorn.origin.proxy.answer;

import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CacheOutcome;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.StreamBody;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import dev.untorn.version.Source;

/** Makes resolutions without a body, and closes those with one. */
public final class Resolutions {
  private Resolutions() {}

  /** Of a request that the origin did not answer. */
  public static Resolution failed(Outage outage, String reason) {
    return new Resolution.Cached(
        CacheFacts.of(CacheOutcome.FAILED), new Resolution.Unavailable(outage, reason));
  }

  /** Of a request for an object whose bytes are not those of its digest. */
  public static Resolution disproved(String reason) {
    return new Resolution.Cached(
        CacheFacts.of(CacheOutcome.DISPROVED), new Resolution.Unavailable(Outage.BROKEN, reason));
  }

  /** Of a request for which the origin must not be asked. */
  public static Resolution unasked(String reason) {
    return new Resolution.Cached(
        CacheFacts.of(CacheOutcome.OFFLINE), new Resolution.Unavailable(Outage.UNASKED, reason));
  }

  /** Closes a resolution that nobody wants. */
  public static void discard(Resolution unused) {
    switch (unused) {
      case Resolution.Found(Source source) -> source.close();
      case Resolution.Relayed(int _, Fields _, StreamBody body) -> body.close();
      case Resolution.Cached(var _, Resolution answer) -> discard(answer);
      case Resolution.Unavailable _ -> {}
      case Resolution.Listed _,
          Resolution.TooManyEntries _,
          Resolution.NeedsSlash _,
          Resolution.Missing _,
          Resolution.Refused _,
          Resolution.Forbidden _,
          Resolution.Raced _,
          Resolution.Exhausted _,
          Resolution.Failed _ ->
          throw new IllegalStateException("not of an upstream: " + unused);
    }
  }
}
