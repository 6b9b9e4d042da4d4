package dev.untorn.origin.proxy;

import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.proxy.digest.NamedDigest;
import dev.untorn.origin.proxy.fill.Continuation;
import dev.untorn.origin.proxy.fill.RangeFetch;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.origin.upstream.UpstreamRequest.Conditions;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request for the rest of a body of which the beginning is there. Its source may send it under
 * one strong tag, any other only under the same digest.
 *
 * @param version that its source is asked for, where it keeps old ones
 * @param head of the beginning
 */
record RestRequest(PartRequest part, Fields version, StoredHead head) {
  /** In place of the source and the tag of a body that has no strong one. */
  private static final String NONE = "";

  /** Up to the last byte, inclusive; or to the end, if it is empty. */
  static RestRequest of(
      StoredHead head,
      Fields version,
      long firstByte,
      OptionalLong lastByte,
      OptionalLong totalBytes) {
    Optional<String> tag = PartRequest.joiningTag(head);
    String source = tag.isPresent() ? head.source().name() : NONE;
    return new RestRequest(
        new PartRequest(source, tag.orElse(NONE), firstByte, lastByte, totalBytes), version, head);
  }

  /**
   * Goes on with what is being fetched, where a digest tells in the end whether that was right, or
   * where the origin keeps the version: its readers get the one that they began with.
   */
  static Continuation continuation(
      Upstream upstream, Miss miss, StoredHead head, OptionalLong totalBytes) {
    Fields version = upstream.client().version(head.fields());
    if (NamedDigest.of(head.fields()).isEmpty() && version.lines().isEmpty()) {
      return Continuation.NONE;
    }
    return firstByte -> {
      RestRequest rest = of(head, version, firstByte, OptionalLong.empty(), totalBytes);
      return upstream
          .send(upstream.request("GET", miss.request(), miss.sent(), rest.conditions()))
          .thenApply(rest::body);
    };
  }

  /** Ranges of what is being fetched, under one strong validator. */
  static RangeFetch ranges(Upstream upstream, Miss miss, StoredHead head, OptionalLong total) {
    return (first, last) -> {
      Fields version = upstream.client().version(head.fields());
      RestRequest range = of(head, version, first, OptionalLong.of(last), total);
      return upstream
          .send(
              upstream.request(
                  "GET", miss.request(), miss.sent(), range.atSource(range.part.range())))
          .thenApply(range::ranged);
    };
  }

  private RangeFetch.Result ranged(UpstreamResult result) {
    return switch (result) {
      case UpstreamResult.Failed(Outage _, String reason) -> new RangeFetch.Result.Failed(reason);
      case UpstreamResult.Responded(UpstreamResponse response) ->
          switch (meaning(response)) {
            case PartRequest.Answer.Part(long end, long _) when isFramed(response, end) ->
                new RangeFetch.Result.Part(response.body(), end);
            case PartRequest.Answer.Part _ ->
                unused(response, new RangeFetch.Result.Failed("a 206 of another length"));
            case PartRequest.Answer.Whole() -> whole(response);
            case PartRequest.Answer.Changed() -> unused(response, new RangeFetch.Result.Changed());
            case PartRequest.Answer.Unanswered() ->
                unused(
                    response, new RangeFetch.Result.Failed("the answer is " + response.status()));
            case PartRequest.Answer.Contradictory(String reason) ->
                unused(response, new RangeFetch.Result.Failed(reason));
          };
    };
  }

  private RangeFetch.Result whole(UpstreamResponse response) {
    if (response.framing() == Framing.CLOSE) {
      return unused(response, new RangeFetch.Result.Failed("nothing says where a 200 ends"));
    }
    return part.total().isPresent()
            && response.lengthBytes().isPresent()
            && !part.total().equals(response.lengthBytes())
        ? unused(response, new RangeFetch.Result.Changed())
        : new RangeFetch.Result.Whole(response.body());
  }

  /** Another URL, or where it redirects to now, says nothing about the version. */
  private PartRequest.Answer meaning(UpstreamResponse response) {
    return response.source().equals(part.source())
        ? part.answered(response.source(), response.status(), response.fields())
        : new PartRequest.Answer.Unanswered();
  }

  /** Whether its framing agrees with its Content-Range, as far as it says a length. */
  private boolean isFramed(UpstreamResponse response, long last) {
    return response.framing() != Framing.CLOSE
        && response.lengthBytes().orElse(last - part.first() + 1) == last - part.first() + 1;
  }

  private static RangeFetch.Result unused(UpstreamResponse response, RangeFetch.Result why) {
    response.body().cancel();
    return why;
  }

  private Optional<BodySource> body(UpstreamResult result) {
    return switch (result) {
      case UpstreamResult.Failed _ -> Optional.empty();
      case UpstreamResult.Responded(UpstreamResponse response) -> {
        if (isToTheEnd(answer(response))) {
          yield Optional.of(response.body());
        }
        response.body().cancel();
        yield Optional.empty();
      }
    };
  }

  static boolean isToTheEnd(PartRequest.Answer answer) {
    return answer instanceof PartRequest.Answer.Part(long last, long total) && last == total - 1;
  }

  Conditions conditions() {
    return atSource(NamedDigest.of(head.fields()).isEmpty() ? Fields.NONE : part.range());
  }

  private Conditions atSource(Fields elsewhere) {
    List<Field> all = new ArrayList<>(part.conditions().lines());
    all.addAll(version.lines());
    return new Conditions(part.source(), Fields.of(all), elsewhere);
  }

  PartRequest.Answer answer(UpstreamResponse response) {
    Fields fields = response.fields();
    return response.source().equals(part.source())
        ? part.answered(response.source(), response.status(), fields)
        : part.answeredElsewhere(
            response.status(), fields, NamedDigest.agree(head.fields(), fields));
  }
}
