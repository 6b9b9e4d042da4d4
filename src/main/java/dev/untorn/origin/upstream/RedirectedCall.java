package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.Call.Caller;
import dev.untorn.origin.upstream.Call.Failure;
import dev.untorn.origin.upstream.Call.Progress;
import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.origin.upstream.redirect.Redirects.Place;
import dev.untorn.origin.upstream.redirect.SignedUrl;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One request to one URL, and where it is redirected to. Used by one event loop. */
final class RedirectedCall {
  private final EventLoop loop;
  private final Redirects redirects;
  private final Function<Endpoint, UpstreamHost> hosts;
  private final BaseUrl url;
  private final Deadlines deadlines;
  private final Caller caller;
  private final List<UpstreamResponse.Redirect> followed = new ArrayList<>();

  RedirectedCall(
      EventLoop loop,
      Redirects redirects,
      Function<Endpoint, UpstreamHost> hosts,
      BaseUrl url,
      Deadlines deadlines,
      Caller caller) {
    this.loop = loop;
    this.redirects = redirects;
    this.hosts = hosts;
    this.url = url;
    this.deadlines = deadlines;
    this.caller = caller;
  }

  void send(UpstreamRequest request) {
    send(new Place(url.endpoint(), request.target()), request);
  }

  private void send(Place place, UpstreamRequest request) {
    hosts
        .apply(place.endpoint())
        .send(loop, request.to(source(place)), deadlines, new Hop(place, request));
  }

  /** As {@link UpstreamResponse#source} says. */
  private String source(Place place) {
    return followed.isEmpty()
        ? url.text()
        : place.endpoint() + "/" + SignedUrl.identity(place.pathAndQuery());
  }

  /** One of the requests. */
  private final class Hop implements Caller {
    private final Place place;
    private final UpstreamRequest request;

    Hop(Place place, UpstreamRequest request) {
      this.place = place;
      this.request = request;
    }

    @Override
    public void responded(UpstreamResponse response) {
      Optional<Place> next =
          request.isReadOnly()
              ? redirects.next(place, response.status(), response.fields())
              : Optional.empty();
      if (next.isEmpty()) {
        caller.responded(response.from(url, source(place), followed));
        return;
      }
      Drain.of(response);
      if (followed.size() == Redirects.FOLLOWED_MAX) {
        caller.failed(new Failure(Outage.BROKEN, "too many redirects", Progress.BROKEN));
        return;
      }
      followed.add(new UpstreamResponse.Redirect(response.status(), response.fields()));
      send(next.get(), request.redirectedTo(next.get().pathAndQuery()));
    }

    /** Behind a redirect it is not the fault of the upstream, which did answer. */
    @Override
    public void failed(Failure failure) {
      caller.failed(
          followed.isEmpty()
              ? failure
              : new Failure(
                  failure.outage(), "where it redirects to: " + failure.reason(), Progress.BROKEN));
    }
  }
}
