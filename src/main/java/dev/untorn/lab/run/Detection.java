package dev.untorn.lab.run;

/**
 * What the server noticed, beside what happened. The server only counts, so both figures are
 * bounds: the best that is compatible with the counts.
 *
 * @param noticed changes of the file during a transfer, by the server's metrics
 * @param harmed responses that some client took for good and that were none
 * @param overlapped responses with content during which the file was changed
 */
public record Detection(long noticed, long harmed, long overlapped) {
  /** Of the responses that were harmed, at most this part was noticed; 1 when none was. */
  public double recallMax() {
    return harmed == 0 ? 1 : Math.min(1, (double) noticed / harmed);
  }

  /** Of what was noticed, at most this part had happened; 1 when nothing was. */
  public double precisionMax() {
    return noticed == 0 ? 1 : Math.min(1, (double) overlapped / noticed);
  }
}
