package dev.untorn.lab.proxy;

/**
 * The evidence for a cell's verdict.
 *
 * @param upstreamRequests that reached the origin
 * @param upstreamBytes of content that it sent
 * @param faults of the origin, or replacements where these are the fault
 * @param metObjects objects with a fault, and with a response that a client accepts: the responses
 *     of one object are not independent of each other
 * @param restarts of the proxy
 */
public record ProxyEvidence(
    long upstreamRequests, long upstreamBytes, long faults, long metObjects, long restarts) {
  public static final ProxyEvidence NONE = new ProxyEvidence(0, 0, 0, 0, 0);

  public ProxyEvidence plus(ProxyEvidence other) {
    return new ProxyEvidence(
        upstreamRequests + other.upstreamRequests,
        upstreamBytes + other.upstreamBytes,
        faults + other.faults,
        metObjects + other.metObjects,
        restarts + other.restarts);
  }
}
