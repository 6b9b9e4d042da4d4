package dev.untorn.http;

import dev.untorn.delivery.Accept;
import dev.untorn.delivery.ByteRange;
import dev.untorn.delivery.BytesTransfer;
import dev.untorn.delivery.DigestFields;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.Endings;
import dev.untorn.delivery.Multipart;
import dev.untorn.delivery.Receipt;
import dev.untorn.delivery.Receipt.FileFacts;
import dev.untorn.delivery.Segment;
import dev.untorn.delivery.Transfer;
import dev.untorn.delivery.Transfers;
import dev.untorn.metrics.Unavailable;
import dev.untorn.origin.Target;
import dev.untorn.version.Hold;
import dev.untorn.version.Version;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the answer to one request, once, and its receipt. Event loop only. */
final class Responder {
  /** Seconds after which a client may ask again when the server could not answer. */
  private static final int RETRY_AFTER_SECONDS = 1;

  private final Service service;
  private final Loop loop;
  private final Peer peer;
  private final Request request;
  private final Consumer<Boolean> whenOver;
  private final long startMillis;
  private final long startNanos;

  private Optional<Status> status = Optional.empty();
  private Optional<FileFacts> file = Optional.empty();
  private Optional<Transfer> transfer = Optional.empty();
  private int headBytes;
  private long standingInNanos;
  private DigestFields digests = DigestFields.NONE;
  private boolean keepAlive;
  private boolean answered;
  private boolean over;

  Responder(Service service, Loop loop, Peer peer, Request request, Consumer<Boolean> whenOver) {
    this.service = service;
    this.loop = loop;
    this.peer = peer;
    this.startMillis = loop.turn().millis();
    this.startNanos = loop.turn().nanos();
    this.request = request;
    this.whenOver = whenOver;
    this.keepAlive = request.keepAlive();
  }

  void closeAfterwards() {
    keepAlive = false;
  }

  /** The version to be sent has stood in for so long for a file that is being written. */
  void standsIn(long nanos) {
    standingInNanos = nanos;
  }

  void tells(DigestFields known) {
    digests = known;
  }

  /** Whether there is an answer, and the client is waited for. */
  boolean isSending() {
    return transfer.map(Transfer::isSending).orElse(false);
  }

  long handedBytes() {
    return transfer.map(Transfer::handedBytes).orElse(0L);
  }

  boolean wantsPage() {
    return !Accept.prefersJson(request.headers());
  }

  void whole(Hold hold) {
    if (sendBehindReadyHead(hold)) {
      return;
    }
    Version version = hold.version();
    ByteBuf head =
        head(Status.OK, Transfers.roomBehindHead(version))
            .content(
                version, loop.fields(), version.representation().mediaType(), version.lengthBytes())
            .end(keepAlive, request.http11());
    send(hold, head, Segment.all(version.lengthBytes()));
  }

  /** Whether it is sent with a head that is at hand. */
  private boolean sendBehindReadyHead(Hold hold) {
    Version version = hold.version();
    boolean plain = digests.isEmpty() && request.http11() && keepAlive;
    ByteBuffer head = plain ? loop.readyHeads().of(version, peer.channel().alloc()) : null;
    if (head == null) {
      return false;
    }
    answered = true;
    status = Optional.of(Status.OK);
    ByteBufAllocator memory = peer.channel().alloc();
    if (request.method() == RequestMethod.HEAD || version.lengthBytes() == 0) {
      send(hold, memory.directBuffer(head.remaining()).writeBytes(head.duplicate()), List.of());
    } else {
      send(hold, head, new ByteRange(0, version.lengthBytes() - 1));
    }
    return true;
  }

  void part(Hold hold, ByteRange range) {
    Version version = hold.version();
    ByteBuf head =
        head(Status.PARTIAL_CONTENT, loop.headBuffer())
            .contentRange(range, version.lengthBytes())
            .content(
                version, loop.fields(), version.representation().mediaType(), range.lengthBytes())
            .end(keepAlive, request.http11());
    send(hold, head.internalNioBuffer(0, head.readableBytes()), range);
  }

  void parts(Hold hold, List<ByteRange> ranges) {
    Version version = hold.version();
    Multipart multipart =
        Multipart.of(ranges, version.lengthBytes(), version.representation().mediaType());
    ByteBuf head =
        head(Status.PARTIAL_CONTENT, Transfers.roomBehindHead(version))
            .content(
                version, loop.fields(), multipart.contentType(), multipart.contentLengthBytes())
            .end(keepAlive, request.http11());
    send(hold, head, multipart.segments());
  }

  void notModified(Hold hold) {
    Version version = hold.version();
    file = Optional.of(FileFacts.of(version, standingInNanos));
    hold.close();
    sendAlone(
        head(Status.NOT_MODIFIED, 0)
            .validators(version, loop.fields())
            .end(keepAlive, request.http11()));
  }

  void unsatisfiable(Hold hold) {
    long lengthBytes = hold.version().lengthBytes();
    hold.close();
    problem(
        Problem.of(Status.RANGE_NOT_SATISFIABLE.code()),
        head -> head.unsatisfiedRange(lengthBytes));
  }

  void options() {
    sendAlone(
        head(Status.NO_CONTENT, 0)
            .field("Allow", "GET, HEAD, OPTIONS")
            .end(keepAlive, request.http11()));
  }

  void methodNotAllowed() {
    problem(
        Problem.of(Status.METHOD_NOT_ALLOWED.code()),
        head -> head.field("Allow", "GET, HEAD, OPTIONS"));
  }

  void redirectToSlash(Target target) {
    // Relative, so that it holds behind a proxy that takes a prefix off the path. It begins with a
    // dot, so that neither a colon in the name makes it a scheme nor slashes another host.
    String name = target.path().substring(target.path().lastIndexOf('/') + 1);
    String query = target.query().isEmpty() ? "" : "?" + Links.encodeQuery(target.query());
    String location = "./" + Links.encode(name) + "/" + query;
    sendDocument(
        Status.MOVED_PERMANENTLY, Document.empty(), head -> head.field("Location", location));
  }

  void listing(Document listing) {
    sendDocument(Status.OK, listing, _ -> {});
  }

  void unavailable(Unavailable why, String detail) {
    service.ledger().unavailable(why);
    problem(
        Problem.of(Status.SERVICE_UNAVAILABLE.code())
            .withDetail(detail)
            .withRetryAfter(RETRY_AFTER_SECONDS),
        head -> head.field("Retry-After", Integer.toString(RETRY_AFTER_SECONDS)));
  }

  void problem(Status problem) {
    problem(Problem.of(problem.code()), _ -> {});
  }

  void problem(Status problem, String detail) {
    problem(Problem.of(problem.code()).withDetail(detail), _ -> {});
  }

  private void problem(Problem problem, Consumer<ResponseHead> more) {
    sendDocument(Status.of(problem.status()), Document.ofProblem(problem, request.headers()), more);
  }

  private void sendDocument(Status status, Document document, Consumer<ResponseHead> more) {
    if (answered) {
      document.discard();
      return;
    }
    ResponseHead head = head(status, document.readyBytes());
    more.accept(head);
    document.writeFields(head);
    ByteBuf response = head.end(keepAlive, request.http11());
    headBytes = response.readableBytes();
    boolean headOnly = request.method() == RequestMethod.HEAD;
    start(document.transfer(peer.channel(), response, headOnly, this::ended));
  }

  private void send(Hold hold, ByteBuf head, List<Segment> body) {
    file = Optional.of(FileFacts.of(hold.version(), standingInNanos));
    if (request.method() == RequestMethod.HEAD || body.isEmpty()) {
      hold.close();
      sendAlone(head);
      return;
    }
    headBytes = head.readableBytes();
    start(service.transfers().of(peer.channel(), head, hold, body, this::ended));
  }

  private void send(Hold hold, ByteBuffer head, ByteRange range) {
    file = Optional.of(FileFacts.of(hold.version(), standingInNanos));
    headBytes = head.remaining();
    start(service.transfers().of(peer.channel(), head, hold, range, loop.fences(), this::ended));
  }

  private void start(Transfer started) {
    transfer = Optional.of(started);
    started.start();
  }

  private void sendAlone(ByteBuf response) {
    if (headBytes == 0) {
      headBytes = response.readableBytes();
    }
    start(new BytesTransfer(peer.channel(), response, headBytes, this::ended));
  }

  private ResponseHead head(Status of, int bodyBytes) {
    return head(of, ResponseHead.buffer(peer.channel().alloc(), bodyBytes));
  }

  private ResponseHead head(Status of, ByteBuf buffer) {
    answered = true;
    status = Optional.of(of);
    return new ResponseHead(buffer, of, loop.fields()).digests(digests);
  }

  /** Ends at once, answered or not. */
  void abort(Ending why) {
    if (over) {
      return;
    }
    answered = true;
    transfer.ifPresent(running -> running.abort(why));
    Endings.cut(peer.channel());
    ended(new Transfer.Ended(why, handedBytes(), Optional.empty()));
  }

  private void ended(Transfer.Ended how) {
    if (over) {
      return;
    }
    over = true;
    Receipt receipt = receipt(how);
    service.ledger().record(receipt);
    service.accessLog().log(receipt);
    whenOver.accept(keepAlive && how.ending() == Ending.COMPLETED);
  }

  private Receipt receipt(Transfer.Ended how) {
    return new Receipt(
        peer.address(),
        request.methodText(),
        request.rawTarget(),
        request.http11() ? "HTTP/1.1" : "HTTP/1.0",
        request.field(HttpHeaderNames.REFERER),
        request.field(HttpHeaderNames.USER_AGENT),
        status.map(Status::code).orElse(0),
        file,
        how.modification(),
        how.ending(),
        headBytes,
        how.bodyBytes(),
        startMillis,
        System.nanoTime() - startNanos);
  }
}
