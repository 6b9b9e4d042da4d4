package dev.untorn.server;

import dev.untorn.metrics.Meters.Scrape;
import dev.untorn.origin.Purge;
import dev.untorn.origin.PurgeScope;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** What the admin server reports. Called on its event loop. */
interface AdminServerSources {
  enum Readiness {
    SERVING("serves"),
    STOPPING("is stopping, and finishes its transfers"),
    SATURATED("has run out of connections, or nearly of descriptors");

    private final String sentence;

    Readiness(String sentence) {
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }

  /** All meters, in the format that an Accept field requests. */
  Scrape scrape(String accept);

  /** How long the slowest event loop is overdue. */
  long loopOverdueNanos();

  /** Drops the versions of files with matching names; returns how many. */
  int dropVersions(Predicate<String> name);

  /** Ends the use of what is stored, and of its versions. */
  CompletionStage<Purge> purge(PurgeScope scope);

  Readiness readiness();
}
