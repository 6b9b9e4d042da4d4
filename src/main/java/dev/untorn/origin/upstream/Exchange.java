package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.connect.Deadline;
import dev.untorn.origin.upstream.connect.Failures;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.origin.upstream.message.ResponseHead;
import dev.untorn.semantics.Fields;
import dev.untorn.text.Durations;
import dev.untorn.version.Outage;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response on one connection, which it leaves when its response has ended. Used
 * by the connection's event loop.
 */
final class Exchange implements ResponseBody.Supply, RequestSender.Sending {
  /** Who sent the request. Gets one of these, once. */
  interface Answer {
    void responded(UpstreamResponse response);

    void failed(Outage outage, String reason);

    /** The connection ended before any byte of a response. */
    void unanswered(String reason);
  }

  private enum State {
    AWAITING_HEAD,
    RECEIVING,
    OVER
  }

  private final Connection connection;
  private final UpstreamRequest request;
  private final Deadlines deadlines;
  private final InstantSource clock;
  private final Answer answer;
  private final Deadline deadline;
  private final ResponseBody body;
  private State state = State.AWAITING_HEAD;
  private @Nullable RequestSender sender;
  private ResponseHead.@Nullable Sound head;
  private long requestMillis;
  private long receivedBytes;
  private boolean keepAlive;

  Exchange(
      Connection connection,
      UpstreamRequest request,
      Deadlines deadlines,
      InstantSource clock,
      Answer answer) {
    this.connection = connection;
    this.request = request;
    this.deadlines = deadlines;
    this.clock = clock;
    this.answer = answer;
    this.deadline = new Deadline(connection.loop(), this::late);
    this.body = new ResponseBody(connection.loop(), this);
  }

  void start(HttpRequest message) {
    connection.begin(this);
    requestMillis = clock.millis();
    var _ = connection.write(message);
    switch (request.body()) {
      case RequestBody.None _ -> sent();
      case RequestBody.Streamed streamed -> {
        sender = new RequestSender(connection, streamed, deadlines.progress(), this);
        sender.start();
      }
    }
    connection.read();
  }

  String method() {
    return request.method();
  }

  boolean sendsBody() {
    return request.body() instanceof RequestBody.Streamed;
  }

  @Override
  public void sent() {
    if (state == State.AWAITING_HEAD) {
      deadline.set(deadlines.head());
    }
  }

  @Override
  public void bodyFailed(String reason) {
    broken(Outage.BROKEN, reason);
  }

  @Override
  public void refused() {
    if (state == State.AWAITING_HEAD) {
      deadline.set(deadlines.progress());
    }
  }

  @Override
  public void stalled() {
    broken(Outage.SLOW, "the upstream took no byte within " + text(deadlines.progress()));
  }

  /** The upstream has asked for the body. */
  void continued() {
    if (sender != null) {
      sender.proceed();
    }
  }

  /** Whether to read on after what has been read. */
  boolean wantsMore() {
    return switch (state) {
      case AWAITING_HEAD -> true;
      case RECEIVING -> body.isAwaited();
      case OVER -> false;
    };
  }

  void head(HttpResponse response) {
    if (state != State.AWAITING_HEAD) {
      malformed("a second response");
      return;
    }
    switch (ResponseHead.of(request.method(), response)) {
      case ResponseHead.Unsound unsound -> broken(Outage.BROKEN, unsound.reason());
      case ResponseHead.Sound sound -> {
        head = sound;
        state = State.RECEIVING;
        deadline.clear();
        keepAlive = HttpUtil.isKeepAlive(response);
        connection.limitIdle(sound.fields());
        if (sender != null) {
          sender.answered();
        }
        answer.responded(
            new UpstreamResponse(
                sound.status(),
                sound.fields(),
                sound.framing(),
                sound.lengthBytes(),
                requestMillis,
                clock.millis(),
                Optional.empty(),
                "",
                List.of(),
                body));
      }
    }
  }

  @Override
  public void more() {
    deadline.set(deadlines.progress());
    connection.read();
  }

  void piece(ByteBuf piece) {
    if (state != State.RECEIVING) {
      piece.release();
      return;
    }
    receivedBytes += piece.readableBytes();
    deadline.clear();
    body.add(piece);
  }

  /** What Netty takes for a response's end. */
  void last(Fields trailers) {
    if (state != State.RECEIVING || head == null) {
      return;
    }
    switch (head.framing()) {
      case CLOSE -> {} // The connection's end follows, and with it, how it ended.
      case NONE -> end(new BodyEnd.Framed(0, trailers));
      case LENGTH, CHUNKED -> end(counted(new BodyEnd.Framed(receivedBytes, trailers)));
    }
  }

  /** An end that Netty or TCP believes in, against what the head said. */
  private BodyEnd counted(BodyEnd believed) {
    if (head == null || !head.permits(receivedBytes)) {
      return new BodyEnd.Cut(
          Outage.BROKEN, "the body has " + receivedBytes + " bytes, other than its head says");
    }
    return believed;
  }

  void malformed(String reason) {
    broken(Outage.BROKEN, "the response is malformed: " + reason);
  }

  void connectionEnded(@Nullable Throwable failure, BodyEnd.Shutdown shutdown) {
    String how = failure == null ? "the connection was closed" : Failures.reason(failure);
    switch (state) {
      case AWAITING_HEAD -> {
        leave();
        if (connection.isAnswering()) {
          answer.failed(Outage.BROKEN, how + " within the response's head");
        } else {
          answer.unanswered(how + " before a response");
        }
      }
      case RECEIVING -> {
        leave();
        if (failure == null && head != null && head.framing() == Framing.CLOSE) {
          body.finish(counted(new BodyEnd.Unframed(receivedBytes, shutdown)));
        } else {
          body.finish(
              new BodyEnd.Cut(Outage.BROKEN, how + " after " + receivedBytes + " bytes of body"));
        }
      }
      case OVER -> {}
    }
  }

  @Override
  public void cancelled() {
    leave();
    connection.abort();
  }

  private void late() {
    switch (state) {
      case AWAITING_HEAD -> broken(Outage.SLOW, "no response within " + text(deadlines.head()));
      case RECEIVING ->
          broken(
              Outage.SLOW,
              "no byte within %s, after %d bytes of body"
                  .formatted(text(deadlines.progress()), receivedBytes));
      case OVER -> {}
    }
  }

  private static String text(Duration duration) {
    return Durations.text(duration.toNanos());
  }

  private void broken(Outage outage, String reason) {
    State was = state;
    leave();
    connection.abort();
    switch (was) {
      case AWAITING_HEAD -> answer.failed(outage, reason);
      case RECEIVING -> body.finish(new BodyEnd.Cut(outage, reason));
      case OVER -> {}
    }
  }

  /** The connection may serve on if its upstream wants to, and both messages are complete. */
  private void end(BodyEnd end) {
    boolean wasSent = sender == null || sender.isSent();
    leave();
    if (keepAlive && wasSent && end instanceof BodyEnd.Framed) {
      connection.release();
    } else {
      connection.abort();
    }
    body.finish(end);
  }

  private void leave() {
    state = State.OVER;
    deadline.end();
    if (sender != null) {
      sender.stop();
    }
  }
}
