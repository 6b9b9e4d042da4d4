package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.Call.Caller;
import dev.untorn.origin.upstream.Call.Failure;
import dev.untorn.origin.upstream.Call.Progress;
import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.UpstreamResult.Failed;
import dev.untorn.origin.upstream.UpstreamResult.Responded;
import dev.untorn.origin.upstream.connect.Availability;
import dev.untorn.origin.upstream.connect.Availability.Verdict;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.version.Outage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The URLs of one origin. A request goes to the first, and to the next one if that does not answer.
 * One that does not answer is passed over for a growing while, then one request tries it again.
 * Thread-safe.
 */
final class Failover {
  private static final Logger LOG = LoggerFactory.getLogger(Failover.class);

  /** The server is at fault, or one behind it, and not the request (RFC 9110, 15.6). */
  private static final Set<Integer> FAILURES = Set.of(500, 502, 503, 504);

  /** How one URL is asked. */
  interface Asking {
    /**
     * Calls back on the loop that calls this. Throws an IllegalArgumentException if the request's
     * fields may not be sent.
     */
    void ask(BaseUrl url, UpstreamRequest request, Deadlines deadlines, Caller caller);
  }

  private record Candidate(BaseUrl url, Availability availability) {}

  private final List<Candidate> candidates;
  private final Deadlines deadlines;
  private final AtomicBoolean silent = new AtomicBoolean();

  Failover(List<BaseUrl> urls, Deadlines deadlines) {
    this.candidates =
        urls.stream().map(url -> new Candidate(url, new Availability(System::nanoTime))).toList();
    this.deadlines = deadlines;
  }

  /** Asks the URLs in their order. The result never completes exceptionally. */
  void send(UpstreamRequest request, Asking asking, CompletableFuture<UpstreamResult> result) {
    new Search(candidates, request, asking, result).start();
  }

  /** Asks one of them alone. */
  void sendTo(
      BaseUrl url,
      UpstreamRequest request,
      Asking asking,
      CompletableFuture<UpstreamResult> result) {
    List<Candidate> alone = candidates.stream().filter(each -> each.url.equals(url)).toList();
    new Search(alone, request, asking, result).start();
  }

  private boolean isSole() {
    return candidates.size() == 1;
  }

  /** Notes that a URL does something. */
  private void works(Candidate candidate) {
    if (!isSole() && candidate.availability.worked()) {
      LOG.info("{} answers again", candidate.url);
    }
  }

  private void fails(Candidate candidate, Failure failure) {
    boolean isNew = !isSole() && candidate.availability.failed(failure.outage(), failure.reason());
    if (isNew && !candidate.equals(candidates.getLast())) {
      LOG.warn("the next URL of the origin is asked: {}: {}", candidate.url, failure.reason());
    }
  }

  /** Says it once, until one of them answers. */
  private void allFail(List<String> reasons) {
    if (!isSole() && !silent.getAndSet(true)) {
      LOG.warn("all URLs of the origin fail: {}", String.join("; ", reasons));
    }
  }

  private void oneAnswers() {
    if (silent.get()) {
      silent.set(false);
    }
  }

  /** One request, to one URL after another. Used by one event loop. */
  private final class Search implements Caller {
    private final Iterator<Candidate> left;
    private final UpstreamRequest request;
    private final Asking asking;
    private final CompletableFuture<UpstreamResult> result;
    private final List<String> reasons = new ArrayList<>();
    private Candidate current;

    Search(
        List<Candidate> candidates,
        UpstreamRequest request,
        Asking asking,
        CompletableFuture<UpstreamResult> result) {
      this.left = candidates.iterator();
      this.request = request;
      this.asking = asking;
      this.result = result;
      this.current = left.next();
    }

    /** The last one is asked in any case: nobody else is left. */
    void start() {
      if (!left.hasNext()) {
        ask(deadlines);
        return;
      }
      switch (current.availability.ask()) {
        case Verdict.Try() -> ask(deadlines.beforeOthers());
        case Verdict.Blocked(Outage outage, String reason) ->
            goOn(new Failure(outage, reason, Progress.NOT_SENT));
      }
    }

    private void ask(Deadlines patience) {
      try {
        asking.ask(current.url, request.at(current.url), patience, this);
      } catch (RuntimeException e) {
        LOG.error("a request to {} could not be sent", current.url, e); // A bug.
        works(current); // It must not be left untried.
        end(new Failure(Outage.BROKEN, "a request could not be sent", Progress.NOT_SENT));
      }
    }

    @Override
    public void responded(UpstreamResponse response) {
      works(current);
      if (!FAILURES.contains(response.status())) {
        oneAnswers();
        end(response);
        return;
      }
      reasons.add(current.url + ": status " + response.status());
      if (mayGoOnAfter(Progress.BROKEN)) {
        Drain.of(response);
        next();
      } else {
        end(response);
      }
    }

    @Override
    public void failed(Failure failure) {
      switch (failure.progress()) {
        case BROKEN -> works(current);
        case NOT_SENT, UNANSWERED -> fails(current, failure);
      }
      goOn(failure);
    }

    private void goOn(Failure failure) {
      reasons.add(current.url + ": " + failure.reason());
      if (mayGoOnAfter(failure.progress())) {
        next();
      } else {
        end(failure);
      }
    }

    private boolean mayGoOnAfter(Progress progress) {
      if (!left.hasNext()) {
        allFail(reasons);
        return false;
      }
      return !request.isConditional()
          && switch (progress) {
            case NOT_SENT -> true;
            case UNANSWERED, BROKEN -> request.isReadOnly();
          };
    }

    private void next() {
      current = left.next();
      start();
    }

    private void end(UpstreamResponse response) {
      var _ = result.complete(new Responded(response));
    }

    private void end(Failure failure) {
      if (failure.progress() == Progress.NOT_SENT) {
        request.body().cancel();
      }
      String sentence = "The origin failed: " + failure.reason() + ".";
      var _ = result.complete(new Failed(failure.outage(), sentence));
    }
  }
}
