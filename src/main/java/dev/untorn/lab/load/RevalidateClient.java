package dev.untorn.lab.load;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Keeps what it got, as a cache does, and asks whether that is current. */
final class RevalidateClient implements Client {
  /** A cache that asked without a pause would only measure how fast 304s are. */
  private static final int PAUSE_NANOS_MAX = 4_000_000;

  @Override
  public void run(Aim aim, Random random, BooleanSupplier mayGoOn, Consumer<Observation> record) {
    Optional<Observation> kept = Optional.empty();
    try (Asker asker = new Asker(aim, Asker.Pace.FAST)) {
      while (mayGoOn.getAsBoolean()) {
        Optional<String> tag = kept.flatMap(own -> own.head().tag());
        Observation seen =
            tag.isEmpty()
                ? asker.ask(Question.GET, Optional.empty(), aim.request("GET"))
                : asker.ask(
                    Question.REVALIDATE, kept, aim.request("GET", "If-None-Match: " + tag.get()));
        record.accept(seen);
        if (seen.hasContent()) {
          kept = Optional.of(withoutBasis(seen));
        }
        LockSupport.parkNanos(random.nextInt(PAUSE_NANOS_MAX));
      }
    }
  }

  /** Else each observation would keep all before it. */
  private static Observation withoutBasis(Observation seen) {
    return new Observation(
        seen.serial(),
        Question.GET,
        Optional.empty(),
        seen.startNanos(),
        seen.firstByteNanos(),
        seen.endNanos(),
        seen.head(),
        seen.blocks(),
        seen.excessBytes(),
        seen.close());
  }
}
