package dev.untorn.lab.load;

import dev.untorn.lab.history.Observation;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Asks again and again until told to stop. For one thread. */
public sealed interface Client
    permits FastClient, SlowClient, RangeClient, ResumeClient, RevalidateClient, HeadClient {
  /**
   * Asks while it may; what is under way when it may no more is brought to its end.
   *
   * @param random of its own, for repeatable choices
   */
  void run(Aim aim, Random random, BooleanSupplier mayGoOn, Consumer<Observation> record);
}
