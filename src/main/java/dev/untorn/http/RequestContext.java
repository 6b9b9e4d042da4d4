package dev.untorn.http;

import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.Origin;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.StreamBody;
import dev.untorn.origin.Target;
import dev.untorn.origin.Targets;
import dev.untorn.origin.Targets.TargetResult;
import dev.untorn.semantics.Accept;
import dev.untorn.semantics.AcceptEncoding;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.WantedDigests;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request, and what is computed once for requests with the same head. For one event loop. */
public final class RequestContext implements OriginRequest {
  private final Request request;
  private final Optional<StreamBody> body;
  private final String clientAddress;
  private final TargetResult parsed;
  private final List<Coding> acceptable;
  private final WantedDigests digests;

  /** The context that this one was derived from for another range, else this. */
  private final RequestContext first;

  private @Nullable Fields fields;
  private @Nullable CachedResolution confirmed;
  private @Nullable Origin confirmedBy;
  private long confirmedInTick = -1;

  public RequestContext(Request request) {
    this.request = request;
    this.parsed = Targets.parse(request.path(), request.query());
    this.acceptable = AcceptEncoding.preferred(request.headers());
    this.digests = WantedDigests.of(request.headers());
    this.body = Optional.empty();
    this.clientAddress = "";
    this.first = this;
  }

  private RequestContext(
      Request request, Optional<StreamBody> body, String clientAddress, RequestContext first) {
    this.request = request;
    this.body = body;
    this.clientAddress = clientAddress;
    this.parsed = first.parsed;
    this.acceptable = first.acceptable;
    this.digests = first.digests;
    this.first = first;
  }

  public RequestContext withRange(String range) {
    return new RequestContext(request.withRange(range), Optional.empty(), "", first);
  }

  /** The same request with a body. */
  public RequestContext with(StreamBody content) {
    return new RequestContext(request, Optional.of(content), "", first);
  }

  /** The same request of this client: clients share what is known of equal heads. */
  RequestContext from(Peer peer) {
    return new RequestContext(request, body, peer.knownAddress(), first);
  }

  public Request request() {
    return request;
  }

  TargetResult parsed() {
    return parsed;
  }

  @Override
  public String method() {
    return request.methodText();
  }

  @Override
  public Optional<String> scheme() {
    String target = request.rawTarget();
    int end = target.startsWith("/") ? -1 : target.indexOf("://");
    return end < 0
        ? Optional.empty()
        : Optional.of(target.substring(0, end).toLowerCase(Locale.ROOT));
  }

  @Override
  public String host() {
    return request.host();
  }

  @Override
  public String pathAndQuery() {
    String target = request.rawTarget();
    if (target.startsWith("/")) {
      return target; // An empty query, too, is the upstream's (RFC 9110, 7.7).
    }
    return request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
  }

  @Override
  public String clientAddress() {
    return clientAddress;
  }

  @Override
  public Fields fields() {
    if (fields == null) {
      List<Field> lines = new ArrayList<>();
      request.headers().forEach(line -> lines.add(new Field(line.getKey(), line.getValue())));
      request.range().ifPresent(range -> lines.add(new Field("Range", range))); // Kept apart.
      fields = Fields.of(lines);
    }
    return fields;
  }

  @Override
  public Optional<StreamBody> body() {
    return body;
  }

  @Override
  public Target target() {
    return switch (parsed) {
      case TargetResult.Valid(Target target) -> target;
      case TargetResult.Invalid _ -> throw new IllegalStateException("no target");
    };
  }

  @Override
  public boolean wantsPage() {
    return !Accept.prefersJson(request.headers());
  }

  @Override
  public List<Coding> acceptable() {
    return acceptable;
  }

  public WantedDigests digests() {
    return digests;
  }

  /** What an origin confirmed in this turn of the loop; null if nothing. */
  @Nullable CachedResolution known(Origin by, LoopTick tick) {
    return tick.isRunning()
            && first.confirmedInTick == tick.number()
            && by.equals(first.confirmedBy)
        ? first.confirmed
        : null;
  }

  void know(Origin by, LoopTick tick, CachedResolution found) {
    if (tick.isRunning()) {
      first.confirmed = found;
      first.confirmedBy = by;
      first.confirmedInTick = tick.number();
    }
  }
}
