package dev.untorn.lab.hazard;

/** How one trial ended. */
public sealed interface Outcome permits Outcome.Measured, Impossible, Outcome.Failed {
  /** It was carried out. */
  record Measured(Trial trial) implements Outcome {}

  /** An error ended it: it proves nothing. */
  record Failed(String reason) implements Outcome {}

  /**
   * What a trial saw: the bytes that the peer received, by where they were when the file changed. A
   * byte that the peer had read by then, because a lease kept the writer waiting, counts as
   * acknowledged.
   *
   * @param acknowledged at the peer's kernel and acknowledged; unread, but see above
   * @param inFlight sent at least once, not acknowledged
   * @param unsent accepted by the sender's socket, in no packet yet
   * @param retransmissions segments sent again in all
   * @param writerHeld whether the writer had to wait until the peer had read everything
   * @param writerNanos how long the writer took, waiting included
   */
  record Trial(
      ByteCounts acknowledged,
      ByteCounts inFlight,
      ByteCounts unsent,
      long retransmissions,
      boolean writerHeld,
      long writerNanos) {}
}
