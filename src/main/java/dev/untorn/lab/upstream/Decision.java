package dev.untorn.lab.upstream;

import dev.untorn.lab.upstream.OriginReply.Answer;
import dev.untorn.semantics.EntityTag;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the origin is going to do about one request.
 *
 * @param good what it would send if it behaved well
 * @param isOther whether the content is not that of the version whose tag it has
 * @param faulty whether it does what its kind is about
 */
record Decision(
    ObjectVersion version,
    Optional<EntityTag> tag,
    Answer good,
    OriginReply reply,
    boolean hasBody,
    boolean isOther,
    boolean faulty) {
  private static final Pattern VERSION_ID = Pattern.compile("versionId=v(\\d{1,15})");

  /** Where objects are asked for. */
  enum Url {
    FIRST,
    SECOND
  }

  /**
   * Decides.
   *
   * @param query of the request; empty without one
   * @param serial tells the responses of a run apart
   */
  static Decision of(
      OriginRequest request,
      String query,
      OriginCell cell,
      OriginObject object,
      Url url,
      long serial,
      RandomGenerator random) {
    ObjectVersion current = object.versionAt(System.nanoTime());
    return switch (object.kind().protocol()) {
      case HTTP -> ofHttp(request, cell, object, current, url, serial, random);
      case S3 -> ofBucket(request, query, cell, object, current, serial, random);
    };
  }

  private static Decision ofHttp(
      OriginRequest request,
      OriginCell cell,
      OriginObject object,
      ObjectVersion current,
      Url url,
      long serial,
      RandomGenerator random) {
    ObjectVersion version =
        switch (url) {
          case FIRST -> current;
          case SECOND -> object.atSecondUrl(current);
        };
    boolean isOther = version.number() != current.number();
    boolean ignores =
        object.kind() == OriginKind.NO_RANGES && request.fields().contains(HttpHeaderNames.RANGE);
    OriginRequest heeded = ignores ? request.without(HttpHeaderNames.RANGE) : request;
    Optional<EntityTag> tag = object.tag(current, serial);
    Faults faults = new Faults(object, random);
    Answer good = faults.framed(new Answers(cell).to(heeded, object, version, tag));
    boolean hasBody = !request.isHead() && good.bytes() > 0;
    boolean isSound = url == Url.SECOND && object.kind() == OriginKind.MIRRORED;
    OriginReply reply = isSound ? good : faults.of(good, hasBody);
    boolean faulty = isOther || ignores || !reply.equals(good);
    return new Decision(version, tag, good, reply, hasBody, isOther, faulty);
  }

  /** S3 knows no If-Range, and has documents where others have an empty body. */
  private static Decision ofBucket(
      OriginRequest request,
      String query,
      OriginCell cell,
      OriginObject object,
      ObjectVersion current,
      long serial,
      RandomGenerator random) {
    Matcher named = VERSION_ID.matcher(query);
    boolean isNamed = object.kind() != OriginKind.S3_PLAIN && named.find();
    ObjectVersion version = isNamed ? object.version(Long.parseLong(named.group(1))) : current;
    Optional<EntityTag> tag = object.tag(version, serial);
    Faults faults = new Faults(object, random);
    OriginRequest heeded = request.without(HttpHeaderNames.IF_RANGE);
    Answer good = faults.framed(new Answers(cell).to(heeded, object, version, tag));
    boolean hasBody = !request.isHead() && good.bytes() > 0;
    boolean isGone = object.kind() == OriginKind.S3_GONE && version.number() != current.number();
    OriginReply reply =
        isGone
            ? gone(random, !request.isHead())
            : switch (good.status()) {
              case 412 -> BucketErrors.of(412, "PreconditionFailed", !request.isHead());
              case 416 -> BucketErrors.of(416, "InvalidRange", !request.isHead());
              default -> faults.of(good, hasBody);
            };
    return new Decision(version, tag, good, reply, hasBody, false, !reply.equals(good));
  }

  private static OriginReply gone(RandomGenerator random, boolean hasBody) {
    return random.nextBoolean()
        ? BucketErrors.of(404, "NoSuchVersion", hasBody)
        : BucketErrors.of(403, "AccessDenied", hasBody);
  }
}
