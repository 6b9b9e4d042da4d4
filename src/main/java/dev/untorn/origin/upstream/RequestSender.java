package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.RequestBody.Start;
import dev.untorn.origin.upstream.connect.Deadline;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;

/** Sends a request's body, one piece after another. Used by the connection's event loop. */
final class RequestSender implements BodyReceiver {
  /** Whose request it is. */
  interface Sending {
    /** All was sent. */
    void sent();

    /** The body did not come whole; the upstream must not take it for one. */
    void bodyFailed(String reason);

    /** The upstream takes no more within the time. */
    void stalled();

    /** The upstream takes no more at all; it may have answered. */
    void refused();
  }

  /** For a 100: about what clients wait. An upstream need not know of it. */
  private static final Duration CONTINUE_MAX = Duration.ofSeconds(1);

  private enum State {
    /** The upstream was asked whether it wants the body. */
    AWAITING_CONTINUE,
    SENDING,
    SENT,
    /** The rest is not sent. */
    STOPPED
  }

  private final Connection connection;
  private final BodySource source;
  private final Start start;
  private final OptionalLong announced;
  private final Duration progress;
  private final Sending sending;
  private final Deadline deadline;
  private long sentBytes;
  private State state = State.AWAITING_CONTINUE;

  RequestSender(
      Connection connection, RequestBody.Streamed body, Duration progress, Sending sending) {
    this.connection = connection;
    this.source = body.source();
    this.start = body.start();
    this.announced = body.lengthBytes();
    this.progress = progress;
    this.sending = sending;
    this.deadline = new Deadline(connection.loop(), this::late);
  }

  void start() {
    switch (start) {
      case AT_ONCE -> proceed();
      case ON_CONTINUE -> deadline.set(CONTINUE_MAX);
    }
  }

  /** Begins, unless it has begun. */
  void proceed() {
    if (state == State.AWAITING_CONTINUE) {
      state = State.SENDING;
      deadline.clear();
      source.read(this);
    }
  }

  /** The final response is there: a body that has not begun is not wanted. */
  void answered() {
    if (state == State.AWAITING_CONTINUE) {
      stop();
    }
  }

  private void late() {
    switch (state) {
      case AWAITING_CONTINUE -> proceed();
      case SENDING -> sending.stalled();
      case SENT, STOPPED -> {}
    }
  }

  boolean isSent() {
    return state == State.SENT;
  }

  private boolean isOver() {
    return state == State.SENT || state == State.STOPPED;
  }

  /** Gives up what was not sent. */
  void stop() {
    deadline.end();
    if (!isOver()) {
      state = State.STOPPED;
      source.cancel();
    }
  }

  @Override
  public void piece(ByteBuf piece) {
    if (connection.loop().inEventLoop()) {
      send(piece);
      return;
    }
    try {
      connection.loop().execute(() -> send(piece));
    } catch (RejectedExecutionException e) {
      piece.release();
      source.cancel();
    }
  }

  private void send(ByteBuf piece) {
    sentBytes += piece.readableBytes();
    if (isOver()) {
      piece.release();
    } else if (announced.isPresent() && sentBytes > announced.getAsLong()) {
      piece.release();
      fail("the request's body is longer than its Content-Length");
    } else {
      deadline.set(progress);
      connection.write(new DefaultHttpContent(piece)).addListener(this::written);
    }
  }

  private void written(Future<?> written) {
    deadline.clear();
    if (isOver()) {
      return;
    }
    if (written.isSuccess()) {
      source.read(this);
    } else {
      stop();
      sending.refused();
    }
  }

  @Override
  public void end(BodyEnd end) {
    if (connection.loop().inEventLoop()) {
      finish(end);
      return;
    }
    try {
      connection.loop().execute(() -> finish(end));
    } catch (RejectedExecutionException e) {
      return; // The loop has ended, and the connection with it.
    }
  }

  private void finish(BodyEnd end) {
    if (isOver()) {
      return;
    }
    switch (end) {
      case BodyEnd.Framed _ -> {
        if (announced.isPresent() && sentBytes < announced.getAsLong()) {
          fail("the request's body is shorter than its Content-Length");
        } else {
          state = State.SENT;
          var _ = connection.write(LastHttpContent.EMPTY_LAST_CONTENT);
          sending.sent();
        }
      }
      case BodyEnd.Unframed _ -> fail("the request's body has no certain end");
      case BodyEnd.Cut(var _, String reason) -> fail("the request's body was cut: " + reason);
      case BodyEnd.Wrong(String reason) -> fail("the request's body is not used: " + reason);
    }
  }

  private void fail(String reason) {
    stop();
    sending.bodyFailed(reason);
  }
}
