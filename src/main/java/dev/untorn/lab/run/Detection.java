package dev.untorn.lab.run;

/**
 * Changes that the server noticed, compared with those that happened, by response.
 *
 * @param counted by the server's metrics, over all responses
 * @param noticed complete responses with content that the server logged as changed in transfer
 * @param truly noticed ones during which the file did change
 * @param harmed bad responses that a client accepted
 * @param caught harmed ones that were noticed
 * @param visible complete responses with content whose file's ctime certainly changed between the
 *     first byte and the server's last check
 * @param missed visible ones that were not noticed
 */
public record Detection(
    long counted, long noticed, long truly, long harmed, long caught, long visible, long missed) {

  /** The noticed fraction of harmed responses; 1 if none was harmed. */
  public double recall() {
    return part(caught, harmed);
  }

  /** The true fraction of noticed changes; 1 if none was noticed. */
  public double precision() {
    return part(truly, noticed);
  }

  private static double part(long some, long of) {
    return of == 0 ? 1 : (double) some / of;
  }
}
