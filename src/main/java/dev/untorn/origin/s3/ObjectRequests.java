package dev.untorn.origin.s3;

import dev.untorn.origin.s3.BucketAnswer.Failed;
import dev.untorn.origin.s3.BucketAnswer.Given;
import dev.untorn.origin.s3.BucketAnswer.Refused;
import dev.untorn.origin.upstream.UpstreamRequest;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Requests for objects, as S3 has them: versions by their names, and If-Match in place of If-Range.
 * Thread-safe.
 *
 * @param source as what all answers say that they come from
 */
record ObjectRequests(BucketLocation location, String source, SignedSender signed) {
  /** What goes on of a request; S3 needs no more, and operators' keys sign it. */
  private static final Set<String> SENT =
      Set.of(
          "accept-encoding",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-unmodified-since",
          "range",
          "via");

  private static final String IF_RANGE = "if-range";
  private static final Set<String> OF_RANGES = Set.of(IF_RANGE, "range");
  private static final int PARTIAL = 206;

  /** What If-Match is answered with that does not hold. */
  private static final int OTHER_VERSION = 412;

  /** An object's checksums are told, if it has some. */
  private static final Fields OF_OBJECTS = Fields.of("x-amz-checksum-mode", "ENABLED");

  /** The stage never completes exceptionally. */
  CompletionStage<BucketAnswer> send(EventLoop loop, UpstreamRequest request) {
    String tag = request.fields().first(IF_RANGE);
    return tag == null ? sendAny(loop, request) : sendRange(loop, request, tag);
  }

  /**
   * A range that a client wants only of one version, else the whole: S3 knows but If-Match, and is
   * asked again where that does not hold.
   */
  private CompletionStage<BucketAnswer> sendRange(
      EventLoop loop, UpstreamRequest request, String tag) {
    UpstreamRequest whole =
        new UpstreamRequest(
            request.method(),
            request.target(),
            request.fields().without(OF_RANGES::contains),
            request.conditions(),
            request.body());
    if (!tag.startsWith("\"")) {
      return sendAny(
          loop, whole); // A date, or a weak tag: nothing says that it is the same version.
    }
    return sendAny(loop, request)
        .thenCompose(answer ->
            switch (answer) {
              case Refused(UpstreamResponse head, ErrorMeaning.Unmet())
                  when head.status() == OTHER_VERSION ->
                  sendAny(loop, whole);
              case Given(UpstreamResponse response)
                  when response.status() == PARTIAL
                      && !tag.equals(response.fields().single("ETag")) -> {
                response.body().cancel();
                yield sendAny(loop, whole);
              }
              case Given _, Refused _, Failed _ -> CompletableFuture.completedFuture(answer);
            });
  }

  private CompletionStage<BucketAnswer> sendAny(EventLoop loop, UpstreamRequest request) {
    List<Field> fields = new ArrayList<>();
    add(fields, request.fields());
    Optional<String> version = Optional.empty();
    if (request.conditions().source().equals(source)) {
      add(fields, request.conditions().fields());
      version = Optional.ofNullable(request.conditions().fields().first(ObjectFields.VERSION));
    }
    Fields sent = Fields.of(fields);
    return version.isPresent()
        ? versioned(loop, request, sent, version.get())
        : signed.send(loop, request.method(), target(request), OF_OBJECTS, sent);
  }

  /** One version; the current one if that does not exist any more, or may not be read. */
  private CompletionStage<BucketAnswer> versioned(
      EventLoop loop, UpstreamRequest request, Fields fields, String version) {
    String target = target(request) + "?versionId=" + KeyPath.encodedValue(version);
    return signed
        .send(loop, request.method(), target, OF_OBJECTS, fields)
        .thenCompose(answer ->
            switch (answer) {
              case Refused(UpstreamResponse _, ErrorMeaning.Missing()),
                  Refused(UpstreamResponse _, ErrorMeaning.Denied()) ->
                  signed.send(loop, request.method(), target(request), OF_OBJECTS, fields);
              case Refused _, Given _, Failed _ -> CompletableFuture.completedFuture(answer);
            });
  }

  private String target(UpstreamRequest request) {
    return location.objectsPath() + request.target();
  }

  /** With If-Match in place of If-Range, which is none of S3's: another version is 412. */
  private static void add(List<Field> fields, Fields given) {
    for (Field field : given) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (name.equals(IF_RANGE)) {
        fields.add(new Field("If-Match", field.value()));
      } else if (SENT.contains(name)) {
        fields.add(field);
      }
    }
  }
}
