package dev.untorn.lab.upstream;

import dev.untorn.lab.upstream.OriginKind.Protocol;
import dev.untorn.lab.upstream.OriginReply.Answer;
import dev.untorn.lab.upstream.OriginReply.Course;
import dev.untorn.lab.upstream.OriginReply.Framing;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Conditions;
import dev.untorn.semantics.Conditions.Validators;
import dev.untorn.semantics.EntityTag;
import dev.untorn.semantics.HttpDates;
import dev.untorn.semantics.LastModified;
import dev.untorn.semantics.Plan;
import dev.untorn.semantics.Ranges;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a good origin answers (RFC 9110, 13 to 15).
 *
 * @param cell whose objects these are
 */
record Answers(OriginCell cell) {
  /** In place of a tag that was never given, so that no client has it. */
  private static final EntityTag NO_TAG = new EntityTag("never given", false);

  /** Of so many objects one is sent in chunks. */
  private static final int CHUNKED_TURNS = 3;

  Answer to(
      OriginRequest request, OriginObject object, ObjectVersion version, Optional<EntityTag> tag) {
    long now = System.currentTimeMillis() / 1000;
    long modified = version.modifiedSeconds();
    Validators validators =
        new Validators(
            tag.orElse(NO_TAG),
            new LastModified(modified, true, modified + LastModified.REST_SECONDS),
            object.sharesDates());
    List<String> fields = fields(object, version, tag, now);
    boolean ranged = request.fields().contains(HttpHeaderNames.RANGE);
    return switch (Conditions.evaluate(request.fields(), validators, ranged, now)) {
      case FAILED -> empty(412, fields, version);
      case NOT_MODIFIED -> empty(304, fields, version);
      case MET ->
          content(request, object, version, fields, rangeOf(request, version, validators, now));
    };
  }

  private static Plan rangeOf(
      OriginRequest request, ObjectVersion version, Validators validators, long now) {
    String range = request.fields().get(HttpHeaderNames.RANGE, "");
    return !request.isHead() && Conditions.letRangeApply(request.fields(), validators, now)
        ? Ranges.plan(range, version.lengthBytes(), 1, 0)
        : new Plan.Whole();
  }

  private Answer content(
      OriginRequest request,
      OriginObject object,
      ObjectVersion version,
      List<String> fields,
      Plan plan) {
    long length = version.lengthBytes();
    return switch (plan) {
      case Plan.Part(ByteRange range) -> {
        fields.add("Content-Range: bytes %d-%d/%d".formatted(range.first(), range.last(), length));
        yield new Answer(
            206,
            fields,
            version,
            range.first(),
            range.last() + 1,
            Framing.LENGTH,
            new Course.Whole());
      }
      case Plan.Unsatisfiable() -> {
        fields.add("Content-Range: bytes */" + length);
        yield empty(416, fields, version);
      }
      case Plan.Whole(), Plan.Parts(_), Plan.NotModified(), Plan.PreconditionFailed() -> {
        if (object.kind().protocol() == Protocol.S3) {
          fields.addAll(BucketFields.checksum(request, object, version, this::digest));
        }
        yield new Answer(200, fields, version, 0, length, framing(object), new Course.Whole());
      }
    };
  }

  private static Framing framing(OriginObject object) {
    return object.number() % CHUNKED_TURNS == 0 ? Framing.CHUNKED : Framing.LENGTH;
  }

  private static Answer empty(int status, List<String> fields, ObjectVersion version) {
    return new Answer(status, fields, version, 0, 0, Framing.LENGTH, new Course.Whole());
  }

  private List<String> fields(
      OriginObject object, ObjectVersion version, Optional<EntityTag> tag, long now) {
    List<String> fields = new ArrayList<>();
    fields.add("Date: " + HttpDates.format(now));
    fields.add("Cache-Control: " + object.freshness().directives);
    fields.add("Last-Modified: " + HttpDates.format(version.modifiedSeconds()));
    tag.ifPresent(given -> fields.add("ETag: " + given));
    fields.add("Content-Type: application/octet-stream");
    switch (object.kind().protocol()) {
      case HTTP -> {
        if (object.namesDigest()) {
          fields.add("Repr-Digest: sha-256=:" + digest(object, version) + ":");
        }
        fields.add("Accept-Ranges: bytes");
        // Proxies know one of them each, or both.
        fields.add("Cache-Tag: all, " + cell.tag(object));
        fields.add("Surrogate-Key: all " + cell.tag(object));
      }
      case S3 -> fields.addAll(BucketFields.of(object, version));
    }
    return fields;
  }

  private String digest(OriginObject object, ObjectVersion version) {
    return Base64.getEncoder().encodeToString(cell.sha256(object, version));
  }
}
