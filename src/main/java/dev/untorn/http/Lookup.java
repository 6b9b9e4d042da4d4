package dev.untorn.http;

import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.Origin;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.StreamBody;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.Status;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Hold;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Outage;
import dev.untorn.version.Source;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the target of one exchange and acquires a version of the file. Starts on the event loop
 * and calls {@code acquired} there, each time. Answers itself if the target is not a file.
 */
record Lookup(
    ServerContext server,
    Origin origin,
    Loop loop,
    RequestContext context,
    Responder responder,
    ExchangeExecutor executor,
    BiConsumer<Acquisition, Lookup> acquired) {
  /** Opens and acquires what was just confirmed: here if that needs no disk, else on a worker. */
  void begin(@Nullable CachedResolution cached) {
    OpenFile file = origin.openAtOnce(context, cached);
    if (file == null) {
      resolve();
      return;
    }
    Hold taken = server.store().acquireAtOnce(file);
    if (taken != null) {
      acquired.accept(new Acquisition.Held(taken, 0), this);
    } else {
      acquireOnWorker(file);
    }
  }

  /** Resolves again, unless the client has left. */
  void resolve() {
    if (responder.isOver()) {
      return;
    }
    var _ =
        origin
            .resolve(context)
            .whenComplete((found, bug) ->
                executor.attempt(() -> {
                  if (bug != null) {
                    throw new IllegalStateException("the origin failed", bug);
                  }
                  resolved(found);
                }));
  }

  /** Runs on the resolving thread: the event loop, which must not block, or a worker. */
  private void resolved(Resolution resolution) {
    switch (resolution) {
      case Resolution.Found(OpenFile file) when loop.eventLoop().inEventLoop() ->
          acquireOnWorker(file);
      case Resolution.Found(Source source) -> acquire(source);
      case Resolution.Relayed(int code, Fields fields, StreamBody body) ->
          executor.onLoop(() -> responder.respond(new Answer.Relayed(code, fields, body)));
      case Resolution.Cached(CacheFacts facts, Resolution answer) -> {
        executor.onLoop(() -> responder.cached(facts));
        resolved(answer);
      }
      case Resolution.Exhausted(String reason) -> {
        server.store().shrink();
        tell(new Acquisition.Saturated(reason));
      }
      case Resolution.Failed(String reason) -> tell(new Acquisition.Unreadable(reason));
      case Resolution.Raced() -> tell(new Acquisition.Unstable(true));
      case Resolution.Unavailable(Outage outage, String reason) ->
          tell(new Acquisition.Unavailable(outage, reason));
      case Resolution.Listed listed when loop.eventLoop().inEventLoop() -> {
        if (!executor.onWorker(() -> list(listed))) {
          listed.memory().close();
        }
      }
      case Resolution.Listed listed -> list(listed);
      case Resolution.TooManyEntries() ->
          executor.onLoop(() -> responder.problem(Status.INSUFFICIENT_STORAGE));
      case Resolution.NeedsSlash() ->
          executor.onLoop(() -> responder.redirectToSlash(context.target()));
      case Resolution.Refused(Status status, String reason) ->
          executor.onLoop(() -> responder.problem(status, reason));
      case Resolution.Missing() -> executor.onLoop(() -> responder.problem(Status.NOT_FOUND));
      case Resolution.Forbidden() -> executor.onLoop(() -> responder.problem(Status.FORBIDDEN));
    }
  }

  private void list(Resolution.Listed listed) {
    Answer listing =
        Documents.ofFolder(listed, context.request().query(), context.request().headers());
    executor.onLoop(() -> responder.respond(listing));
  }

  private void acquireOnWorker(OpenFile file) {
    if (!executor.onWorker(() -> acquire(file))) {
      file.close();
    }
  }

  private void acquire(Source source) {
    var _ = server.store().acquire(source).thenAccept(this::tell);
  }

  private void tell(Acquisition how) {
    executor.onLoop(() -> acquired.accept(how, this));
  }
}
