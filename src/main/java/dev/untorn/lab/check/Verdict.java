package dev.untorn.lab.check;

import dev.untorn.lab.writer.StateRange;

/** The judgement of one response. */
public sealed interface Verdict {
  /**
   * Whole states of the file.
   *
   * @param lagNanos how long before the request a newer state was closed, while another one was
   *     being written; 0 for the newest
   */
  record Whole(StateRange states, long lagNanos) implements Verdict {}

  /** Correct but without the file's bytes, or the client aborted it. */
  record NothingToJudge(int status) implements Verdict {}

  record Found(Anomaly anomaly, String detail) implements Verdict {}

  /** The facts do not suffice, or a checker failed. Never a pass. */
  record Unknown(String reason) implements Verdict {}

  /** Whether it is bad and its client accepts it. */
  default boolean deceives() {
    return this instanceof Found(Anomaly anomaly, _) && !anomaly.isHonest();
  }
}
