package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.Pool.Wanted;
import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.UpstreamResult.Failed;
import dev.untorn.origin.upstream.UpstreamResult.Responded;
import dev.untorn.version.Outage;
import io.netty.handler.codec.http.HttpRequest;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * One request until its response's head. A kept connection may have been closed by its upstream at
 * the moment it was used; then a request that may be repeated is, once, on a new one.
 */
final class Call implements Pool.Taker, Exchange.Answer {
  private final Pool pool;
  private final UpstreamRequest request;
  private final HttpRequest message;
  private final String upstream;
  private final Deadlines deadlines;
  private final InstantSource clock;
  private final Consumer<UpstreamResult> answered;
  private boolean onReused;

  /**
   * @param message the request as it is sent
   * @param upstream for people
   */
  Call(
      Pool pool,
      UpstreamRequest request,
      HttpRequest message,
      String upstream,
      Deadlines deadlines,
      InstantSource clock,
      Consumer<UpstreamResult> answered) {
    this.pool = pool;
    this.request = request;
    this.message = message;
    this.upstream = upstream;
    this.deadlines = deadlines;
    this.clock = clock;
    this.answered = answered;
  }

  void start() {
    pool.take(request.isRepeatable() ? Wanted.ANY : Wanted.NEW, this);
  }

  @Override
  public void connected(Connection connection) {
    onReused = connection.isUsed();
    new Exchange(connection, request, deadlines, clock, this).start(message);
  }

  @Override
  public void unavailable(Outage outage, String reason) {
    fail(outage, reason);
    request.body().cancel();
  }

  @Override
  public void responded(UpstreamResponse response) {
    answered.accept(new Responded(response));
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
    answered.accept(new Failed(outage, upstream + ": " + reason));
  }
}
