package dev.untorn.origin.upstream;

import dev.untorn.origin.upstream.UpstreamResult.Failed;
import dev.untorn.origin.upstream.UpstreamResult.Responded;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.origin.upstream.redirect.Redirects.Place;
import dev.untorn.origin.upstream.redirect.SignedUrl;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One request, and where it is redirected to. Used by one event loop. */
final class RedirectedCall {
  private final EventLoop loop;
  private final Redirects redirects;
  private final Function<Endpoint, UpstreamHost> hosts;
  private final CompletableFuture<UpstreamResult> result;
  private final List<UpstreamResponse.Redirect> followed = new ArrayList<>();

  RedirectedCall(
      EventLoop loop,
      Redirects redirects,
      Function<Endpoint, UpstreamHost> hosts,
      CompletableFuture<UpstreamResult> result) {
    this.loop = loop;
    this.redirects = redirects;
    this.hosts = hosts;
    this.result = result;
  }

  void send(Endpoint endpoint, UpstreamRequest request) {
    Place place = new Place(endpoint, request.target());
    hosts
        .apply(endpoint)
        .send(loop, request.to(source(place)), answer -> answered(place, request, answer));
  }

  private void answered(Place place, UpstreamRequest request, UpstreamResult answer) {
    switch (answer) {
      case Failed _ -> complete(answer);
      case Responded(UpstreamResponse response) -> {
        Optional<Place> next =
            request.isRedirectable()
                ? redirects.next(place, response.status(), response.fields())
                : Optional.empty();
        if (next.isEmpty()) {
          complete(new Responded(response.from(source(place), followed)));
          return;
        }
        Drain.of(response);
        if (followed.size() == Redirects.FOLLOWED_MAX) {
          complete(new Failed(Outage.BROKEN, place.endpoint() + ": too many redirects"));
          return;
        }
        followed.add(new UpstreamResponse.Redirect(response.status(), response.fields()));
        send(next.get().endpoint(), request.redirectedTo(next.get().pathAndQuery()));
      }
    }
  }

  /** As {@link UpstreamResponse#source} says. */
  private String source(Place place) {
    return followed.isEmpty()
        ? place.endpoint().toString()
        : place.endpoint() + "/" + SignedUrl.identity(place.pathAndQuery());
  }

  private void complete(UpstreamResult answer) {
    var _ = result.complete(answer);
  }
}
