package dev.untorn.http;

import dev.untorn.delivery.AcceptEncoding;
import dev.untorn.delivery.WantedDigests;
import dev.untorn.origin.Known;
import dev.untorn.origin.Targets;
import dev.untorn.origin.Targets.TargetResult;
import dev.untorn.version.Coding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request with what follows from its head alone, worked out once for all requests with the same
 * head. Touched by one event loop.
 */
public final class Asked {
  private final Request request;
  private @Nullable TargetResult target;
  private @Nullable List<Coding> acceptable;
  private @Nullable WantedDigests digests;
  private @Nullable Known known;
  private long knownInTurn = -1;

  /** This, or the one that this is like but for its range. */
  private final Asked origin;

  Asked(Request request) {
    this.request = request;
    this.origin = this;
  }

  private Asked(Request request, Asked origin) {
    this.request = request;
    this.origin = origin;
    this.target = origin.target();
    this.acceptable = origin.acceptable();
    this.digests = origin.digests();
  }

  /** The same for another range. */
  Asked withRange(String range) {
    return new Asked(request.withRange(range), origin);
  }

  Request request() {
    return request;
  }

  TargetResult target() {
    TargetResult parsed = target;
    if (parsed == null) {
      parsed = Targets.parse(request.path(), request.query());
      target = parsed;
    }
    return parsed;
  }

  /** Codings the client accepts, the best first. */
  List<Coding> acceptable() {
    List<Coding> parsed = acceptable;
    if (parsed == null) {
      parsed = AcceptEncoding.preferred(request.headers());
      acceptable = parsed;
    }
    return parsed;
  }

  /** Digests the client prefers to have. */
  WantedDigests digests() {
    WantedDigests parsed = digests;
    if (parsed == null) {
      parsed = WantedDigests.of(request.headers());
      digests = parsed;
    }
    return parsed;
  }

  /** What was found in this turn; null if nothing was. */
  @Nullable Known known(Turn turn) {
    return turn.isRunning() && origin.knownInTurn == turn.number() ? origin.known : null;
  }

  void know(Turn turn, Known found) {
    if (turn.isRunning()) {
      origin.known = found;
      origin.knownInTurn = turn.number();
    }
  }
}
