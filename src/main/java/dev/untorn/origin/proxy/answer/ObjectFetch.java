package dev.untorn.origin.proxy.answer;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.origin.cache.PartRequest;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import dev.untorn.semantics.LastModified;
import dev.untorn.version.Body;
import dev.untorn.version.Entry;
import dev.untorn.version.Fetch;
import dev.untorn.version.Freshness;
import dev.untorn.version.Policy;
import dev.untorn.version.Proof;
import dev.untorn.version.Representation;
import dev.untorn.version.Representation.UpstreamHead;
import dev.untorn.version.UpstreamTag;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A 200 of known length, stored or being filled, from which a version is made.
 *
 * @param shared is given the version that is made of it
 * @param release idempotent; called when the body is not needed any more
 */
public record ObjectFetch(
    String name,
    UpstreamTag identity,
    Representation representation,
    EntityTag tag,
    LastModified modified,
    Body body,
    Proof proof,
    Consumer<Entry> shared,
    Runnable release)
    implements Fetch {
  /** Immutable objects need no rules about writers; their dates are what the upstream says. */
  public static final Policy POLICY =
      new Policy(Mode.SNAPSHOT, WhileWriting.COMMITTED, TagBasis.STAMP, DateTrust.TRUSTED);

  private static final String WEAK = "W/";

  public static Representation representation(StoredHead head, Fields toClient, long bornMillis) {
    String mediaType = head.fields().first("Content-Type");
    Fields others =
        toClient.without(name ->
            name.equals("content-type")
                || name.equals("content-length")
                || name.equals("age")
                || name.equals("accept-ranges"));
    return Representation.of(
        mediaType == null ? "" : mediaType, new UpstreamHead(others, bornMillis));
  }

  /** The upstream's tag, else one made of what identifies the body. */
  public static EntityTag tag(StoredHead head, String validator) {
    return ownTag(head).orElseGet(() -> new EntityTag(validator, false));
  }

  /**
   * The upstream's tag. Else, of what came by a redirect, one that is as strong as that of its
   * source, and the same while it is fetched, when it goes on, and when it is stored.
   */
  public static Optional<EntityTag> ownTag(StoredHead head) {
    String text = head.fields().single("ETag");
    if (text != null && text.endsWith("\"")) {
      boolean weak = text.startsWith(WEAK);
      int begin = weak ? WEAK.length() : 0;
      if (text.startsWith("\"", begin) && text.length() >= begin + 2) {
        return Optional.of(new EntityTag(text.substring(begin + 1, text.length() - 1), weak));
      }
    }
    return Optional.of(head)
        .filter(StoredHead::isRedirected)
        .flatMap(PartRequest::joiningTag)
        .map(joining -> new EntityTag(hash(head.source().name() + joining), false));
  }

  public static String hash(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(DigestAlgorithm.SHA_256.begin().digest(octets));
  }

  /** The upstream's date; strong if it was over when the response was made (RFC 9110, 8.8.2.2). */
  public static LastModified modified(StoredHead head) {
    long nowSeconds = head.responseMillis() / 1000;
    String text = head.fields().single("Last-Modified");
    OptionalLong modified = text == null ? OptionalLong.empty() : HttpDates.parse(text, nowSeconds);
    if (modified.isEmpty()) {
      return LastModified.NONE;
    }
    String made = head.fields().single("Date");
    long dated = made == null ? nowSeconds : HttpDates.parse(made, nowSeconds).orElse(nowSeconds);
    boolean strong = dated - modified.getAsLong() >= LastModified.REST_SECONDS;
    return new LastModified(
        modified.getAsLong(), true, strong ? modified.getAsLong() : Long.MAX_VALUE);
  }

  @Override
  public Policy policy() {
    return POLICY;
  }

  @Override
  public CompletionStage<Result> begin() {
    return CompletableFuture.completedFuture(new Begun(body, proof, Freshness.ALWAYS, release));
  }

  @Override
  public void made(Entry version) {
    shared.accept(version);
  }

  @Override
  public void close() {
    release.run();
  }
}
