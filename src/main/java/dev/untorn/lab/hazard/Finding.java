package dev.untorn.lab.hazard;

import dev.untorn.text.Tone;
import java.util.List;
import java.util.Locale;

/** What all trials of a cell say together. */
public sealed interface Finding
    permits Finding.Stable, Finding.Held, Finding.Unstable, Impossible, Finding.Unknown {
  /** Every byte arrived as it was handed over. */
  record Stable() implements Finding {}

  /** Every byte arrived as it was handed over, because the writer had to wait. */
  record Held() implements Finding {}

  /** Bytes changed after they were handed over. */
  record Unstable(Became became, Until until) implements Finding {}

  /** A trial failed. */
  record Unknown(String reason) implements Finding {}

  /** What changed bytes turned into; the worst where there are several. */
  enum Became {
    ZERO,
    NEW,
    /** Neither version, nor zero. */
    DAMAGE
  }

  /**
   * Until when bytes could change, in the order of a byte's way. A lower bound where the change
   * touches a part of the bytes only ({@link Change#isWhole}).
   */
  enum Until {
    /** Until the first packet with the byte left. */
    SENT("sent"),
    /** Until the peer's kernel acknowledged it: a retransmission may still carry new bytes. */
    ACKNOWLEDGED("ack"),
    /** Until the peer's process read it. */
    READ("read");

    private final String word;

    Until(String word) {
      this.word = word;
    }
  }

  /** How it is shown: a word, its tone in a terminal, the class of its square on a page. */
  record Mark(String text, Tone tone, String style) {}

  /** For a square of the table. */
  default Mark mark() {
    return switch (this) {
      case Stable() -> new Mark("old", Tone.GOOD, "old");
      case Held() -> new Mark("held", Tone.KEPT, "held");
      case Unstable(Became became, Until until) ->
          new Mark(
              became.name().toLowerCase(Locale.ROOT) + "/" + until.word,
              until == Until.READ ? Tone.BAD : Tone.WARNING,
              until.word);
      case Impossible _ -> new Mark("-", Tone.DIM, "none");
      case Unknown _ -> new Mark("?", Tone.UNKNOWN, "unknown");
    };
  }

  /** Judges trials of the same cell, repeated or with different sizes. */
  static Finding of(Change change, List<Outcome> outcomes) {
    ByteCounts acknowledged = ByteCounts.NONE;
    ByteCounts inFlight = ByteCounts.NONE;
    ByteCounts unsent = ByteCounts.NONE;
    boolean held = false;
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Impossible impossible -> {
          return impossible;
        }
        case Outcome.Failed(String reason) -> {
          return new Unknown(reason);
        }
        case Outcome.Measured(Outcome.Trial trial) -> {
          acknowledged = acknowledged.plus(trial.acknowledged());
          inFlight = inFlight.plus(trial.inFlight());
          unsent = unsent.plus(trial.unsent());
          held |= trial.writerHeld();
        }
      }
    }
    ByteCounts all = acknowledged.plus(inFlight).plus(unsent);
    if (all.total() == 0) {
      return new Unknown("no byte was handed over");
    }
    if (all.changed() == 0) {
      return held ? new Held() : new Stable();
    }
    return new Unstable(became(all), until(change, acknowledged, inFlight));
  }

  private static Became became(ByteCounts all) {
    if (all.otherBytes() > 0) {
      return Became.DAMAGE;
    }
    return all.newBytes() > 0 ? Became.NEW : Became.ZERO;
  }

  /** Where no byte in flight was touched, only the acknowledgement can be named as the end. */
  private static Until until(Change change, ByteCounts acknowledged, ByteCounts inFlight) {
    if (acknowledged.changed() > 0) {
      return Until.READ;
    }
    boolean flightWasSafe = change.isWhole() && inFlight.total() > 0 && inFlight.changed() == 0;
    return flightWasSafe ? Until.SENT : Until.ACKNOWLEDGED;
  }
}
