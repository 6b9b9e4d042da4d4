package dev.untorn.server;

import dev.untorn.metrics.Meters;
import dev.untorn.metrics.Meters.Scrape;
import dev.untorn.origin.Purge;
import dev.untorn.origin.PurgeScope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Says what a test wants. */
final class FakeAdminSources implements AdminServerSources {
  final Meters meters = new Meters("9.9");
  volatile long overdueNanos;
  volatile Readiness readiness = Readiness.SERVING;

  @Override
  public Scrape scrape(String accept) {
    return meters.scrape(accept);
  }

  @Override
  public long loopOverdueNanos() {
    return overdueNanos;
  }

  @Override
  public int dropVersions(Predicate<String> name) {
    return 0;
  }

  @Override
  public CompletionStage<Purge> purge(PurgeScope scope) {
    return CompletableFuture.completedFuture(new Purge.Unsupported());
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }
}
