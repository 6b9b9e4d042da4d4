package dev.untorn.lab.load;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Keeps a response, as a cache does, and revalidates it. */
final class RevalidateClient implements ClientKind.Client {
  /** Without a pause it would only measure how fast 304s are. */
  private static final int PAUSE_NANOS_MAX = 4_000_000;

  private Optional<Observation> kept = Optional.empty();

  @Override
  public void turn(RecordingClient client, Random random) {
    Resource resource = client.resource();
    Optional<String> tag = kept.flatMap(own -> own.head().tag());
    Observation seen =
        tag.isEmpty()
            ? client.ask(Question.GET, Optional.empty(), resource.request("GET"))
            : client.ask(
                Question.REVALIDATE, kept, resource.request("GET", "If-None-Match: " + tag.get()));
    if (seen.hasContent()) {
      // Otherwise each observation would retain all earlier ones.
      kept = Optional.of(seen.withoutBasis());
    }
    LockSupport.parkNanos(random.nextInt(PAUSE_NANOS_MAX));
  }
}
