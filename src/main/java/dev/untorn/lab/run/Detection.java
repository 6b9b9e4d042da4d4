package dev.untorn.lab.run;

/**
 * What the server noticed, beside what happened, response by response.
 *
 * @param counted changes noticed during a transfer, by the server's metrics, of all responses
 * @param noticed complete responses with content of which the server says that their file changed
 * @param truly of those: during which the file was changed
 * @param harmed responses that some client took for good and that were none
 * @param caught of those: noticed
 * @param visible complete responses with content whose file's stamp certainly moved between their
 *     first byte and the server's last look at the file
 * @param missed of those: not noticed
 */
public record Detection(
    long counted, long noticed, long truly, long harmed, long caught, long visible, long missed) {

  /** Of the responses that were harmed, the part that was noticed; 1 when none was harmed. */
  public double recall() {
    return part(caught, harmed);
  }

  /** Of what was noticed, the part that happened; 1 when nothing was. */
  public double precision() {
    return part(truly, noticed);
  }

  private static double part(long some, long of) {
    return of == 0 ? 1 : (double) some / of;
  }
}
