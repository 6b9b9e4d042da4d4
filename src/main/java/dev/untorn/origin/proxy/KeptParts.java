package dev.untorn.origin.proxy;

import dev.untorn.config.RouteSettings.Delivery;
import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.object.BeginResult;
import dev.untorn.origin.object.NotStored;
import dev.untorn.origin.object.ObjectFill;
import dev.untorn.origin.object.PartialFill;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.proxy.answer.Candidate;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.origin.proxy.fill.FillEnds;
import java.util.Optional;

/**
 * Parts of an object that a former fill brought, for a request of parts: those that are there
 * answer it, under the rules for a whole one (RFC 9111, 3.3), and the others are fetched.
 */
record KeptParts(Upstream upstream, FillStarter starter, DigestChecks digests) {
  /** Owned by the receiver. On a worker. */
  Optional<Candidate.Filling> find(Miss miss) {
    boolean ofParts =
        miss.method().equals("GET")
            && miss.route().delivery() == Delivery.STREAMING
            && miss.request().fields().single("Range") != null;
    return ofParts
        ? upstream.store().parts(miss.key(), miss.sent()).flatMap(partial -> started(miss, partial))
        : Optional.empty();
  }

  private Optional<Candidate.Filling> started(Miss miss, PartialFill partial) {
    if (partial.lengthBytes().isEmpty() || PartRequest.joiningTag(partial.head()).isEmpty()) {
      partial.close();
      return Optional.empty();
    }
    return switch (starter.unlessPurged(miss, upstream.store().resumeParts(partial))) {
      case NotStored(NotStored.Cause cause, String _) -> {
        upstream.observer().fillEnded(FillEnds.of(cause), 0);
        yield Optional.empty();
      }
      case BeginResult.Begun(ObjectFill stored) ->
          Optional.of(
              starter.start(
                  miss,
                  partial.head(),
                  partial.lengthBytes(),
                  Room.PARTS,
                  stored,
                  digests.ofKept(miss, partial.head(), partial.lengthBytes()),
                  Fill::startKept));
    };
  }
}
