package dev.untorn.origin.upstream;

import dev.untorn.version.Outage;

/** What became of a request. */
public sealed interface UpstreamResult {
  /** The head of a response is there. */
  record Responded(UpstreamResponse response) implements UpstreamResult {}

  /**
   * There was no response, or none that can be understood; the reason is a sentence for clients.
   */
  record Failed(Outage outage, String reason) implements UpstreamResult {}
}
