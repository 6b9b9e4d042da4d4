package dev.untorn.lab.load;

import dev.untorn.lab.content.Pattern;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Takes single ranges, a quarter of the file at most, as players and package managers do. */
final class RangeClient implements Client {
  @Override
  public void run(Aim aim, Random random, BooleanSupplier mayGoOn, Consumer<Observation> record) {
    try (Asker asker = new Asker(aim, Asker.Pace.FAST)) {
      while (mayGoOn.getAsBoolean()) {
        long blocks = aim.sizeBytes() / Pattern.BLOCK_BYTES;
        long first = random.nextLong(blocks);
        long count = 1 + random.nextLong(Math.min(blocks - first, blocks / 4));
        String range =
            "Range: bytes=%d-%d"
                .formatted(first * Pattern.BLOCK_BYTES, (first + count) * Pattern.BLOCK_BYTES - 1);
        record.accept(asker.ask(Question.RANGE, Optional.empty(), aim.request("GET", range)));
      }
    }
  }
}
