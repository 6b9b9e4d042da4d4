package dev.untorn.http;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Receipt;
import dev.untorn.delivery.Receipt.FileFacts;
import dev.untorn.delivery.transfer.Transfer;
import dev.untorn.http.page.Links;
import dev.untorn.http.page.Problem;
import dev.untorn.metrics.Unavailable;
import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.Target;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Status;
import dev.untorn.version.Hold;
import dev.untorn.version.Outage;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers one request, once, and writes its receipt. Event loop only. */
final class Responder implements ResponseSink.Observer {
  /** Sent as Retry-After when the server could not answer. */
  private static final int RETRY_AFTER_SECONDS = 1;

  private enum State {
    ASKED,
    /** The sink has the answer. */
    ANSWERED,
    OVER
  }

  private final ServerContext server;
  private final Request request;
  private final ResponseSink sink;
  private final long startMillis;
  private final long startNanos;

  private State state = State.ASKED;

  /** 0 until there is an answer. */
  private int code;

  private @Nullable FileFacts file;
  private @Nullable CacheFacts cache;
  private long standingInNanos;

  Responder(ServerContext server, Loop loop, Request request, ResponseSink sink) {
    this.server = server;
    this.request = request;
    this.sink = sink;
    this.startMillis = loop.tick().millis();
    this.startNanos = loop.tick().nanos();
  }

  /** Whether the receipt is written; no answer is needed then. */
  boolean isOver() {
    return state == State.OVER;
  }

  /** Records how long the version has been served in place of a file that is being written. */
  void standsIn(long nanos) {
    standingInNanos = nanos;
  }

  /** Records how a proxy's cache came to the answer. */
  void cached(CacheFacts facts) {
    cache = facts;
  }

  void unsatisfiable(Hold hold) {
    long lengthBytes = hold.version().lengthBytes();
    hold.close();
    problem(
        Problem.of(Status.RANGE_NOT_SATISFIABLE),
        new Field("Content-Range", "bytes */" + lengthBytes));
  }

  void redirectToSlash(Target target) {
    // Relative, to work behind a proxy that strips a prefix. It begins with a dot, so that a colon
    // in the name makes no scheme, and slashes no other host.
    String name = target.path().substring(target.path().lastIndexOf('/') + 1);
    String query = target.query().isEmpty() ? "" : "?" + Links.encodeQuery(target.query());
    respond(Documents.redirect("./" + Links.encode(name) + "/" + query));
  }

  void unavailable(Unavailable why, String detail) {
    notNow(Status.SERVICE_UNAVAILABLE, why, detail);
  }

  void unavailable(Outage outage, String detail) {
    switch (outage) {
      case GONE -> unavailable(Unavailable.ROOT_GONE, detail);
      case SATURATED -> unavailable(Unavailable.SATURATED, detail);
      case UNASKED -> notNow(Status.GATEWAY_TIMEOUT, Unavailable.ORIGIN_UNASKED, detail);
      case UNREACHABLE -> unavailable(Unavailable.ORIGIN_UNREACHABLE, detail);
      case BUSY -> unavailable(Unavailable.ORIGIN_BUSY, detail);
      case BROKEN -> notNow(Status.BAD_GATEWAY, Unavailable.ORIGIN_BROKEN, detail);
      case SLOW -> notNow(Status.GATEWAY_TIMEOUT, Unavailable.ORIGIN_SLOW, detail);
    }
  }

  private void notNow(Status status, Unavailable why, String detail) {
    server.ledger().unavailable(why);
    problem(
        Problem.of(status).withDetail(detail).withRetryAfter(RETRY_AFTER_SECONDS),
        new Field("Retry-After", Integer.toString(RETRY_AFTER_SECONDS)));
  }

  void problem(Status problem) {
    problem(Problem.of(problem));
  }

  void problem(Status problem, String detail) {
    problem(Problem.of(problem).withDetail(detail));
  }

  private void problem(Problem problem, Field... more) {
    respond(Documents.ofProblem(problem, request.headers(), more));
  }

  /** Sends an answer, unless one was sent or the response is over. */
  void respond(Answer answer) {
    if (state != State.ASKED) {
      answer.discard();
      return;
    }
    state = State.ANSWERED;
    code = answer.code();
    if (answer instanceof Answer.OfVersion ofVersion) {
      file = FileFacts.of(ofVersion.hold().version(), standingInNanos);
    }
    sink.respond(answer, this);
  }

  /** Ends the response at once, answered or not. */
  void abort(Ending why) {
    if (isOver()) {
      return;
    }
    boolean answered = state == State.ANSWERED;
    state = State.ANSWERED;
    sink.reset(why);
    if (!answered) {
      ended(0, new Transfer.Ended(why, 0, Optional.empty()));
    }
  }

  @Override
  public void ended(int headBytes, Transfer.Ended how) {
    if (isOver()) {
      return;
    }
    state = State.OVER;
    Receipt receipt =
        new Receipt(
            sink.peer().address(),
            request.methodText(),
            request.rawTarget(),
            request.protocol(),
            request.field(HttpHeaderNames.REFERER),
            request.field(HttpHeaderNames.USER_AGENT),
            code,
            Optional.ofNullable(file),
            Optional.ofNullable(cache),
            how.modification(),
            how.ending(),
            headBytes,
            how.bodyBytes(),
            startMillis,
            System.nanoTime() - startNanos);
    server.ledger().record(receipt);
    server.accessLog().log(receipt);
  }
}
