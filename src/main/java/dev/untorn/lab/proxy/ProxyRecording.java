package dev.untorn.lab.proxy;

import dev.untorn.lab.history.Observation;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.purge.Purge;
import dev.untorn.lab.upstream.OriginCell;
import java.util.List;
import java.util.Optional;

/**
 * What a cell's clients saw, beside what its origin sent.
 *
 * @param purges that the proxy answered
 * @param stopped whether the proxy was stopped for a while
 * @param restarts of the proxy, if it came back
 * @param failure why it shows less than it should
 */
record ProxyRecording(
    OriginCell origin,
    List<Received> received,
    List<Purge> purges,
    boolean stopped,
    int restarts,
    Optional<String> failure) {
  /** One exchange of a client about an object. */
  record Received(ClientKind client, int object, Observation seen) {}
}
