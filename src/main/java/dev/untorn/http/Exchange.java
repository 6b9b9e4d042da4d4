package dev.untorn.http;

import dev.untorn.delivery.DigestFields;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.VersionSelector;
import dev.untorn.metrics.Unavailable;
import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.Targets.TargetResult;
import dev.untorn.semantics.Plan;
import dev.untorn.semantics.Status;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Hold;
import dev.untorn.version.Outage;
import dev.untorn.version.Version;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, from its head to its receipt:
 *
 * <pre>
 * request → resolve → acquire → plan → deliver → fence → account
 * </pre>
 *
 * <p>The event loop answers at once if that needs no disk; else a worker continues. No path is used
 * after {@link #resolve}, no stat after {@link #acquired}: headers and bytes come from the version.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final AsciiString MAX_FORWARDS = AsciiString.cached("max-forwards");

  private final ServerContext server;
  private final Site site;
  private final Loop loop;
  private final RequestContext context;
  private final Request request;
  private final Peer peer;
  private final Responder responder;
  private final ExchangeExecutor executor;
  private final long startNanos;

  public Exchange(ServerContext server, Loop loop, RequestContext context, ResponseSink sink) {
    this.server = server;
    this.site = server.site();
    this.loop = loop;
    this.context = context;
    this.request = context.request();
    this.startNanos = loop.tick().nanos();
    this.peer = sink.peer();
    this.responder = new Responder(server, loop, request, sink);
    this.executor = new ExchangeExecutor(server, loop, request, responder);
  }

  /** Starts the exchange, which may be over when this returns. */
  public void begin() {
    if (site.origin().relays() && !isForThisServer()) {
      resolve();
      return;
    }
    switch (request.method()) {
      case GET, HEAD -> {
        switch (context.parsed()) {
          case TargetResult.Valid _ -> resolve();
          case TargetResult.Invalid(int status, String detail) ->
              responder.problem(Status.of(status), detail);
        }
      }
      case OPTIONS -> responder.respond(Documents.options());
      case CONNECT, OTHER -> responder.respond(Documents.methodNotAllowed(request.headers()));
      case UNKNOWN ->
          responder.problem(Status.NOT_IMPLEMENTED, "The method is not known to this server.");
    }
  }

  /**
   * Whether a request is not for an origin behind this server (RFC 9110, 7.6.2 and 9.3.6 to 9.3.8).
   * TRACE would show what this server adds to requests, and a browser what its page may not read.
   */
  private boolean isForThisServer() {
    return switch (request.method()) {
      case CONNECT -> true;
      case OPTIONS -> request.path().equals("*") || request.field(MAX_FORWARDS).equals("0");
      case OTHER -> request.methodText().equals("TRACE");
      case GET, HEAD, UNKNOWN -> false;
    };
  }

  public void refuse(Status status, String detail) {
    responder.problem(status, detail);
  }

  private void resolve() {
    CachedResolution cached = loop.confirm(site.origin(), context);
    if (deliversAtHand(cached)) {
      return;
    }
    if (cached == null && site.origin().isAbsent(context)) {
      responder.problem(Status.NOT_FOUND);
    } else {
      RequestContext own = context.from(peer);
      new Lookup(server, site.origin(), loop, own, responder, executor, this::acquired)
          .begin(cached);
    }
  }

  private boolean deliversAtHand(@Nullable CachedResolution cached) {
    Hold atHand =
        cached == null
            ? null
            : server.store().find(cached.identity(), cached.representation(), cached.policy());
    if (atHand != null) {
      if (site.origin().relays()) {
        responder.cached(CacheFacts.HIT);
      }
      deliver(atHand);
    }
    return atHand != null;
  }

  private void acquired(Acquisition acquisition, Lookup lookup) {
    if (responder.isOver() && !(acquisition instanceof Acquisition.Held)) {
      return; // The client has left: this is no refusal.
    }
    switch (acquisition) {
      case Acquisition.Held(Hold hold, long standingInNanos) -> {
        responder.standsIn(standingInNanos);
        deliver(hold);
      }
      case Acquisition.Unstable(boolean worthWaiting) -> {
        if (!worthWaiting || !waitsForWriter(lookup)) {
          server.filesBeingWritten().refused(context.target().path());
          responder.unavailable(Unavailable.UNSTABLE, WriterWaits.BEING_WRITTEN);
        }
      }
      case Acquisition.Saturated(String reason) -> {
        if (loop.writerWaits().comesBack(startNanos, lookup::resolve)) {
          return;
        }
        LOG.warn("503 for {}: {}", request.rawTarget(), reason);
        responder.unavailable(
            Unavailable.SATURATED, "The server has run out of a resource that comes back.");
      }
      case Acquisition.Unavailable(Outage outage, String reason) ->
          responder.unavailable(outage, reason);
      case Acquisition.Unreadable(String reason) -> {
        LOG.warn("500 for {}: {}", request.rawTarget(), reason);
        responder.problem(Status.INTERNAL_SERVER_ERROR, "The file cannot be read.");
      }
    }
  }

  private boolean waitsForWriter(Lookup lookup) {
    return loop.writerWaits()
        .waits(
            context.target(),
            new WriterWaits.Waiting(
                startNanos + site.writerWait().toNanos(),
                () -> responder.isOver() || deliversAtHand(loop.confirm(site.origin(), context)),
                lookup::resolve));
  }

  private void deliver(Hold current) {
    if (responder.isOver()) {
      current.close();
      return;
    }
    VersionSelector.of(current, request.query(), request.headers(), server.store())
        .ifPresentOrElse(
            this::plan,
            () -> responder.problem(Status.NOT_FOUND, "That version is no longer kept."));
  }

  private void plan(Hold hold) {
    long nowSeconds = loop.tick().seconds();
    boolean get = request.method() == RequestMethod.GET;
    Plan plan = site.planner().plan(get, request.range(), request.headers(), hold, nowSeconds);
    if (context.digests().isEmpty()) {
      answer(hold, plan, DigestFields.NONE);
      return;
    }
    var _ =
        DigestFields.of(server.digester(), hold, plan, get, context.digests())
            .thenAccept(digests -> executor.onLoop(() -> answer(hold, plan, digests)));
  }

  private void answer(Hold hold, Plan plan, DigestFields digests) {
    if (responder.isOver()) {
      hold.close();
      return;
    }
    Version version = hold.version();
    long nowSeconds = loop.tick().seconds();
    if (!version.hasDate() || !version.modified().isOver(nowSeconds)) {
      server.store().knownDates().note(hold.name(), nowSeconds, version);
    }
    switch (plan) {
      case Plan.Whole() -> responder.respond(new Answer.Whole(hold, digests));
      case Plan.Part(var range) -> responder.respond(new Answer.Part(hold, digests, range));
      case Plan.Parts(var ranges) -> responder.respond(new Answer.Parts(hold, digests, ranges));
      case Plan.NotModified() -> responder.respond(new Answer.NotModified(hold, digests));
      case Plan.PreconditionFailed() -> {
        hold.close();
        responder.problem(Status.PRECONDITION_FAILED);
      }
      case Plan.Unsatisfiable() -> responder.unsatisfiable(hold);
    }
  }

  public Site site() {
    return site;
  }

  public void abort(Ending why) {
    responder.abort(why);
  }
}
