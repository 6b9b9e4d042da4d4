package dev.untorn.lab.load;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Asks for the head, to learn the length, then for all. */
final class HeadClient implements Client {
  @Override
  public void run(Aim aim, Random random, BooleanSupplier mayGoOn, Consumer<Observation> record) {
    try (Asker asker = new Asker(aim, Asker.Pace.FAST)) {
      while (mayGoOn.getAsBoolean()) {
        Observation head = asker.ask(Question.HEAD, Optional.empty(), aim.request("HEAD"));
        record.accept(head);
        record.accept(asker.ask(Question.GET, Optional.of(head), aim.request("GET")));
      }
    }
  }
}
