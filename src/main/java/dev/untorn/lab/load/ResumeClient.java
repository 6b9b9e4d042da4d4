package dev.untorn.lab.load;

import dev.untorn.lab.content.Pattern;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Close;
import dev.untorn.lab.history.Observation.Question;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Breaks a download off, comes back and asks for the rest: by If-Range and If-Match in turn. */
final class ResumeClient implements Client {
  /** Away for about as long as a rewrite takes, so that the version may have changed or not. */
  private static final int AWAY_NANOS_MAX = 20_000_000;

  @Override
  public void run(Aim aim, Random random, BooleanSupplier mayGoOn, Consumer<Observation> record) {
    boolean byRange = true;
    try (Asker asker = new Asker(aim, Asker.Pace.FAST)) {
      while (mayGoOn.getAsBoolean()) {
        long blocks = aim.sizeBytes() / Pattern.BLOCK_BYTES;
        long keep = (blocks / 8 + random.nextLong(blocks / 4)) * Pattern.BLOCK_BYTES;
        Observation begun =
            asker.ask(Question.GET_PART, Optional.empty(), aim.request("GET"), keep);
        record.accept(begun);
        asker.disconnect();
        LockSupport.parkNanos(random.nextInt(AWAY_NANOS_MAX));
        Optional<String> validator = begun.head().tag().or(() -> begun.head().lastModified());
        if (begun.close() != Close.LEFT || validator.isEmpty()) {
          continue;
        }
        record.accept(
            asker.ask(
                byRange ? Question.IF_RANGE : Question.IF_MATCH,
                Optional.of(begun),
                aim.request(
                    "GET",
                    "Range: bytes=" + begun.blocks().sizeBytes() + "-",
                    (byRange ? "If-Range: " : "If-Match: ") + validator.get())));
        byRange = !byRange || begun.head().tag().isEmpty();
      }
    }
  }
}
