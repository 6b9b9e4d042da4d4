package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.Pool.Wanted;
import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.UpstreamResult.Failed;
import dev.untorn.origin.upstream.UpstreamResult.Responded;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.version.Outage;
import io.netty.handler.codec.http.HttpRequest;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * One request until its response's head. A kept connection may have been closed by its upstream at
 * the moment it was used; then a request that may be repeated is, once, on a new one.
 */
final class Call implements Pool.Taker, Exchange.Answer {
  private final Pool pool;
  private final Endpoint upstream;
  private final UpstreamRequest request;
  private final HttpRequest message;
  private final Deadlines deadlines;
  private final InstantSource clock;
  private final CompletableFuture<UpstreamResult> result;
  private boolean onReused;

  /** Throws an IllegalArgumentException if the request's fields may not be sent. */
  Call(
      Pool pool,
      Endpoint upstream,
      UpstreamRequest request,
      Deadlines deadlines,
      InstantSource clock,
      CompletableFuture<UpstreamResult> result) {
    this.pool = pool;
    this.upstream = upstream;
    this.request = request;
    this.message = RequestHeads.of(request, upstream);
    this.deadlines = deadlines;
    this.clock = clock;
    this.result = result;
  }

  void start() {
    pool.take(request.isRepeatable() ? Wanted.ANY : Wanted.NEW, this);
  }

  @Override
  public void connected(Connection connection) {
    Exchange exchange = new Exchange(connection, request, deadlines, clock, this);
    exchange.start(message);
    onReused = connection.isReused();
  }

  @Override
  public void unavailable(Outage outage, String reason) {
    fail(outage, reason);
    request.body().cancel();
  }

  @Override
  public void responded(UpstreamResponse response) {
    var _ = result.complete(new Responded(response));
  }

  @Override
  public void failed(Outage outage, String reason) {
    fail(outage, reason);
  }

  @Override
  public void unanswered(String reason) {
    if (onReused && request.isRepeatable()) {
      pool.take(Wanted.NEW, this);
    } else {
      fail(Outage.BROKEN, reason);
    }
  }

  private void fail(Outage outage, String reason) {
    var _ = result.complete(new Failed(outage, upstream + ": " + reason));
  }
}
