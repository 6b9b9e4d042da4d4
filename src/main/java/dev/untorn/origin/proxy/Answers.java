package dev.untorn.origin.proxy;

import dev.untorn.config.RouteSettings.Unframed;
import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CacheOutcome;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.StreamBody;
import dev.untorn.origin.cache.CacheStatus;
import dev.untorn.origin.cache.CacheStatus.Mark;
import dev.untorn.origin.cache.Expiration;
import dev.untorn.origin.cache.ForwardedFields;
import dev.untorn.origin.cache.RedirectedFields;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.Validators;
import dev.untorn.origin.object.ObjectHold;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.origin.proxy.answer.Candidate;
import dev.untorn.origin.proxy.answer.ObjectFetch;
import dev.untorn.origin.proxy.body.PassedBody;
import dev.untorn.origin.proxy.body.StoredBody;
import dev.untorn.origin.proxy.digest.NamedDigest;
import dev.untorn.origin.proxy.digest.PassedDigests;
import dev.untorn.origin.proxy.fill.Fill;
import dev.untorn.origin.proxy.route.Route;
import dev.untorn.origin.upstream.BodyEnd;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.origin.upstream.CheckedBody;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Proof;
import dev.untorn.version.Representation;
import dev.untorn.version.UpstreamTag;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Makes resolutions of stored objects, of fills, and of responses that pass. */
record Answers(Upstream upstream) {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int NO_CONTENT = 204;

  /** What names versions among those of one URL. */
  private static final Set<String> OF_ONE_URL = Set.of("etag", "last-modified");

  /** Of a stored object. Owns it. */
  Resolution ofStored(Candidate.Stored stored, CacheStatus status) {
    ObjectHold hold = stored.hold();
    Expiration expiration = stored.expiration();
    StoredObject object = hold.object();
    StoredHead head = visible(expiration.head());
    if (head.status() != OK) {
      OptionalLong length = OptionalLong.of(object.lengthBytes());
      StreamBody body = StoredBody.of(hold.body(), length, upstream.workers(), hold::close);
      long ageSeconds = expiration.ageSeconds(upstream.nowMillis());
      return relayed(
          outcome(status),
          object.proof(),
          new Resolution.Relayed(head.status(), toClient(head, ageSeconds, status), body));
    }
    return found(
        outcome(status),
        new ObjectFetch(
            object.key(),
            identity(object),
            representation(object, expiration),
            ObjectFetch.tag(head, object.sha256()),
            ObjectFetch.modified(head),
            hold.body(),
            object.proof(),
            _ -> {},
            hold::close));
  }

  UpstreamTag identity(StoredObject object) {
    return identity(object.key(), object.sha256(), object.lengthBytes());
  }

  /**
   * The same for each request, so that all share a version: of Cache-Status only the kind. With a
   * tag of the content where the upstream names none.
   */
  Representation representation(StoredObject object, Expiration expiration) {
    StoredHead head = visible(expiration.head());
    Fields fields = withVia(head.fields()).with("Cache-Status", Upstream.NAME + "; hit");
    EntityTag tag = ObjectFetch.tag(head, object.sha256());
    return ObjectFetch.representation(head, tagged(fields, tag), expiration.bornMillis());
  }

  /** Of a body that is being fetched. Owns it. */
  Resolution ofFill(Candidate.Filling filling, CacheStatus status) {
    Fill fill = filling.fill();
    Expiration expiration = filling.expiration();
    StoredHead head = visible(expiration.head());
    Fields untagged = toClient(head, expiration.ageSeconds(upstream.nowMillis()), status);
    Fields toClient = ObjectFetch.ownTag(head).map(tag -> tagged(untagged, tag)).orElse(untagged);
    if (head.status() != OK || fill.lengthBytes().isEmpty()) {
      StreamBody body =
          StoredBody.of(fill.body().body(), fill.lengthBytes(), upstream.workers(), filling::close);
      return relayed(
          outcome(status), fill.proof(), new Resolution.Relayed(head.status(), toClient, body));
    }
    return found(
        outcome(status),
        new ObjectFetch(
            fill.key(),
            identity(fill.key(), fill.id(), fill.lengthBytes().getAsLong()),
            ObjectFetch.representation(head, toClient, expiration.bornMillis()),
            ObjectFetch.tag(head, fill.id()),
            ObjectFetch.modified(head),
            fill.body().body(),
            fill.proof(),
            filling.reading()::sharedBy,
            filling::close));
  }

  /** Of a response for one client, which is not stored. */
  Resolution passing(UpstreamResponse response, Route route, CacheStatus status) {
    Fields own = RedirectedFields.of(Upstream.received("GET", Fields.NONE, response));
    Fields seen = visible(own, response.source());
    Fields fields =
        status.addedTo(
            withVia(ForwardedFields.ofResponse(seen, response.responseMillis() / 1000)),
            Upstream.NAME);
    boolean bodiless = response.framing() == Framing.NONE;
    // Of what HEAD and 304 are about; the server frames all else, and 204 has none (RFC 9110, 8.6).
    boolean tellsLength = bodiless && response.status() != NO_CONTENT;
    Set<NamedDigest> digests = bodiless ? Set.of() : digestsOfWhole(response);
    BodySource body =
        digests.isEmpty()
            ? response.body()
            : new CheckedBody(response.body(), new PassedDigests(digests), response.lengthBytes());
    Resolution.Relayed answer =
        new Resolution.Relayed(
            response.status(),
            tellsLength ? fields : fields.without("content-length"::equals),
            new PassedBody(
                body,
                bodiless ? OptionalLong.empty() : response.lengthBytes(),
                response.framing(),
                end -> isWhole(end, route, response.source()),
                upstream.observer()));
    return relayed(CacheOutcome.PASS, proofOfPassing(response, digests), answer);
  }

  /** Of the bytes that it brings; what a part's head names is the whole's (RFC 9530, 3). */
  private static Set<NamedDigest> digestsOfWhole(UpstreamResponse response) {
    return response.status() == PARTIAL_CONTENT ? Set.of() : NamedDigest.of(response.fields());
  }

  private static Proof proofOfPassing(UpstreamResponse response, Set<NamedDigest> digests) {
    if (!digests.isEmpty()) {
      return Proof.DIGESTED; // If what is named does not agree, it is never whole.
    }
    return response.framing() == Framing.CLOSE ? Proof.UNPROVEN : Proof.FRAMED;
  }

  private static Resolution found(CacheOutcome outcome, ObjectFetch fetch) {
    return new Resolution.Cached(CacheFacts.of(outcome), new Resolution.Found(fetch));
  }

  private static Resolution relayed(CacheOutcome outcome, Proof proof, Resolution.Relayed answer) {
    return new Resolution.Cached(new CacheFacts(outcome, Optional.of(proof)), answer);
  }

  private static CacheOutcome outcome(CacheStatus status) {
    return switch (status) {
      case CacheStatus.Hit(long ttlSeconds) ->
          ttlSeconds < 0 ? CacheOutcome.STALE : CacheOutcome.HIT;
      case CacheStatus.Forwarded(var _, OptionalInt code, Set<Mark> marks) -> {
        if (code.isPresent()) {
          yield CacheOutcome.REVALIDATED;
        }
        if (marks.contains(Mark.COLLAPSED)) {
          yield CacheOutcome.JOINED;
        }
        yield marks.contains(Mark.STORED) ? CacheOutcome.MISS : CacheOutcome.STALE;
      }
    };
  }

  private boolean isWhole(BodyEnd end, Route route, String url) {
    return switch (end) {
      case BodyEnd.Framed _ -> true;
      case BodyEnd.Unframed _ -> route.unframed() == Unframed.PASS;
      case BodyEnd.Cut _ -> false;
      case BodyEnd.Wrong(String reason) -> {
        upstream.failures().say(url, "A client is cut: " + reason + ".");
        yield false;
      }
    };
  }

  /** A head as clients see it. */
  private StoredHead visible(StoredHead head) {
    return new StoredHead(
        head.status(),
        visible(head.fields(), head.source().name()),
        head.selecting(),
        head.source(),
        head.requestMillis(),
        head.responseMillis());
  }

  /**
   * The fields of a head as clients see them. Clients know one origin, while two of its URLs may
   * give two states the same tag or date (RFC 9110, 8.8.1). So only the first one's are passed on;
   * another one's tag is told as one of our own, which no other URL has, and its date is not told.
   */
  private Fields visible(Fields fields, String source) {
    if (source.equals(upstream.mount().first().text())) {
      return fields;
    }
    Fields others = fields.without(OF_ONE_URL::contains);
    Validators own = Validators.of(fields);
    return own.tag()
        .map(tag -> new EntityTag(ObjectFetch.hash(source + tag), own.strongTag().isEmpty()))
        .map(tag -> others.with("ETag", tag.toString()))
        .orElse(others);
  }

  private Fields toClient(StoredHead head, long ageSeconds, CacheStatus status) {
    Fields fields = ForwardedFields.ofStored(head, ageSeconds);
    return status.addedTo(withVia(fields), Upstream.NAME).without("content-length"::equals);
  }

  private static Fields tagged(Fields fields, EntityTag tag) {
    return fields.contains("ETag") ? fields : fields.with("ETag", tag.toString());
  }

  private static Fields withVia(Fields fields) {
    return ForwardedFields.withVia(fields, "1.1", Upstream.NAME);
  }

  private UpstreamTag identity(String key, String validator, long lengthBytes) {
    return new UpstreamTag(upstream.mount().origin(), key, validator, lengthBytes);
  }
}
