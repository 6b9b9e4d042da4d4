package dev.untorn.lab.check;

import dev.untorn.lab.writer.StateRange;

/** What a response was. */
public sealed interface Verdict {
  /**
   * One committed state.
   *
   * @param lagNanos how long before the request a newer state was closed, while yet another was
   *     being written; 0 for the newest
   */
  record Whole(StateRange states, long lagNanos) implements Verdict {}

  /** A true answer without the file's bytes, or one the client broke off: nothing to judge. */
  record NothingToJudge(int status) implements Verdict {}

  /** Something by name. */
  record Found(Anomaly anomaly, String detail) implements Verdict {}

  /** It cannot be said, or a checker failed. Never a pass. */
  record Unknown(String reason) implements Verdict {}
}
