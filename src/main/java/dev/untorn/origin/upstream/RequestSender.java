package dev.untorn.origin.upstream;

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

    /** The upstream takes no more. */
    void stalled();
  }

  private final Connection connection;
  private final BodySource source;
  private final OptionalLong announced;
  private final Duration progress;
  private final Sending sending;
  private final Deadline deadline;
  private long sentBytes;
  private boolean over;

  RequestSender(
      Connection connection, RequestBody.Streamed body, Duration progress, Sending sending) {
    this.connection = connection;
    this.source = body.source();
    this.announced = body.lengthBytes();
    this.progress = progress;
    this.sending = sending;
    this.deadline = new Deadline(connection.loop(), sending::stalled);
  }

  void start() {
    source.read(this);
  }

  boolean isOver() {
    return over;
  }

  /** Gives up what was not sent. */
  void stop() {
    deadline.end();
    if (!over) {
      over = true;
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
    if (over) {
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
    if (!over && written.isSuccess()) {
      source.read(this);
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
    if (over) {
      return;
    }
    switch (end) {
      case BodyEnd.Framed _ -> {
        if (announced.isPresent() && sentBytes < announced.getAsLong()) {
          fail("the request's body is shorter than its Content-Length");
        } else {
          over = true;
          var _ = connection.write(LastHttpContent.EMPTY_LAST_CONTENT);
          sending.sent();
        }
      }
      case BodyEnd.Unframed _ -> fail("the request's body has no certain end");
      case BodyEnd.Cut cut -> fail("the request's body was cut: " + cut.reason());
    }
  }

  private void fail(String reason) {
    stop();
    sending.bodyFailed(reason);
  }
}
