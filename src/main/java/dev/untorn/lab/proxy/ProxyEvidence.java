package dev.untorn.lab.proxy;

/**
 * The evidence for a cell's verdict.
 *
 * @param upstreamRequests that reached the origin
 * @param upstreamBytes of content that it sent
 * @param faults of the origin, or replacements where these are the fault
 * @param metObjects objects with a fault, and with a response that a client accepts: the responses
 *     of one object are not independent of each other
 * @param joinedFiles that clients joined of parts with one strong tag
 * @param purges that were answered
 * @param afterPurges responses about objects that were replaced, then purged, then asked for
 * @param restarts of the proxy
 */
public record ProxyEvidence(
    long upstreamRequests,
    long upstreamBytes,
    long faults,
    long metObjects,
    long joinedFiles,
    long purges,
    long afterPurges,
    long restarts) {
  public static final ProxyEvidence NONE = new ProxyEvidence(0, 0, 0, 0, 0, 0, 0, 0);

  /** What a cell has, whatever its objects. */
  static ProxyEvidence ofCell(long purges, long restarts) {
    return new ProxyEvidence(0, 0, 0, 0, 0, purges, 0, restarts);
  }

  public ProxyEvidence plus(ProxyEvidence other) {
    return new ProxyEvidence(
        upstreamRequests + other.upstreamRequests,
        upstreamBytes + other.upstreamBytes,
        faults + other.faults,
        metObjects + other.metObjects,
        joinedFiles + other.joinedFiles,
        purges + other.purges,
        afterPurges + other.afterPurges,
        restarts + other.restarts);
  }
}
