package dev.untorn.lab.load;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Takes little at a time, through a small receive buffer, so that much waits at the server. */
final class SlowClient implements Client {
  private static final int RECEIVE_BYTES = 16 * 1024;

  /** Long against a rewrite of the file, short against a cell. */
  private static final long BODY_NANOS = 300_000_000;

  @Override
  public void run(Aim aim, Random random, BooleanSupplier mayGoOn, Consumer<Observation> record) {
    String request = aim.request("GET");
    int readBytes = Math.clamp(aim.sizeBytes() / 128, 4096, 256 * 1024);
    long pauseNanos = BODY_NANOS / Math.max(1, aim.sizeBytes() / readBytes);
    Asker.Pace pace = new Asker.Pace(OptionalInt.of(RECEIVE_BYTES), readBytes, pauseNanos);
    try (Asker asker = new Asker(aim, pace)) {
      while (mayGoOn.getAsBoolean()) {
        record.accept(asker.ask(Question.GET, Optional.empty(), request));
      }
    }
  }
}
