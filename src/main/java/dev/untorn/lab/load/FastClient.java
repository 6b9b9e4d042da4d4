package dev.untorn.lab.load;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Takes all at once, on a connection it keeps. */
final class FastClient implements Client {
  @Override
  public void run(Aim aim, Random random, BooleanSupplier mayGoOn, Consumer<Observation> record) {
    String request = aim.request("GET");
    try (Asker asker = new Asker(aim, Asker.Pace.FAST)) {
      while (mayGoOn.getAsBoolean()) {
        record.accept(asker.ask(Question.GET, Optional.empty(), request));
      }
    }
  }
}
