package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.Pool.Wanted;
import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.version.Outage;
import io.netty.handler.codec.http.HttpRequest;
import java.time.InstantSource;

/**
 * One request until its response's head. A kept connection may have been closed by its upstream at
 * the moment it was used; then a request that may be repeated is, once, on a new one.
 */
final class Call implements Pool.Taker, Exchange.Answer {
  /** Who sent the request. Gets one of these, once, on its event loop. */
  interface Caller {
    void responded(UpstreamResponse response);

    /** If nothing was sent, the request's body is still to be read or cancelled. */
    void failed(Failure failure);
  }

  /** Why there is no response; the reason is for people, and follows a name. */
  record Failure(Outage outage, String reason, Progress progress) {}

  /** How far a request without a response came. */
  enum Progress {
    /** There was no connection for it. */
    NOT_SENT,
    /** It was sent, perhaps in part, and nothing came in time. */
    UNANSWERED,
    /** It was sent, and the upstream did something else than respond, such as hang up. */
    BROKEN
  }

  private final Pool pool;
  private final UpstreamRequest request;
  private final HttpRequest message;
  private final Deadlines deadlines;
  private final InstantSource clock;
  private final Caller caller;
  private boolean onReused;
  private boolean sent;

  /**
   * @param message the request as it is sent
   */
  Call(
      Pool pool,
      UpstreamRequest request,
      HttpRequest message,
      Deadlines deadlines,
      InstantSource clock,
      Caller caller) {
    this.pool = pool;
    this.request = request;
    this.message = message;
    this.deadlines = deadlines;
    this.clock = clock;
    this.caller = caller;
  }

  void start() {
    pool.take(request.isRepeatable() ? Wanted.ANY : Wanted.NEW, this);
  }

  @Override
  public void connected(Connection connection) {
    onReused = connection.isUsed();
    sent = true;
    new Exchange(connection, request, deadlines, clock, this).start(message);
  }

  @Override
  public void unavailable(Outage outage, String reason) {
    fail(outage, reason, sent ? Progress.BROKEN : Progress.NOT_SENT);
  }

  @Override
  public void responded(UpstreamResponse response) {
    caller.responded(response);
  }

  @Override
  public void failed(Outage outage, String reason) {
    fail(outage, reason, outage == Outage.SLOW ? Progress.UNANSWERED : Progress.BROKEN);
  }

  @Override
  public void unanswered(String reason) {
    if (onReused && request.isRepeatable()) {
      pool.take(Wanted.NEW, this);
    } else {
      fail(Outage.BROKEN, reason, Progress.BROKEN);
    }
  }

  private void fail(Outage outage, String reason, Progress progress) {
    caller.failed(new Failure(outage, reason, progress));
  }
}
