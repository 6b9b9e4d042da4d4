package dev.untorn.origin.s3;

import dev.untorn.origin.s3.checksum.NamedChecksum;
import dev.untorn.origin.upstream.BodySource;
import dev.untorn.origin.upstream.CheckedBody;
import dev.untorn.origin.upstream.UpstreamRequest;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import dev.untorn.version.Outage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Responses as a server of files gives them: nothing of S3's documents, which have keys in them.
 *
 * @param base what they all come from
 */
record ObjectResponses(BaseUrl base) {
  private static final String HEAD = "HEAD";
  private static final int OK = 200;
  private static final int MOVED = 301;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  /** How long a redirect to a folder is remembered. */
  private static final String FOLDER_LIFETIME = "max-age=30";

  private static final String RETRY_SECONDS = "2";

  private static final String REFUSED =
      "The bucket does not answer this proxy's requests; its log says why.";

  /** What S3 sent, with other fields; an object only if it has the checksum that is named of it. */
  UpstreamResult of(UpstreamResponse response) {
    BodySource body = response.body();
    Optional<NamedChecksum> checksum =
        response.status() == OK && response.framing() != Framing.NONE
            ? NamedChecksum.of(response.fields())
            : Optional.empty();
    return of(
        response.status(),
        ObjectFields.of(response.status(), response.fields()),
        response.framing(),
        response.lengthBytes(),
        response,
        checksum
            .<BodySource>map(named -> new CheckedBody(body, named.begin(), response.lengthBytes()))
            .orElse(body));
  }

  private UpstreamResult of(
      int status,
      Fields fields,
      Framing framing,
      OptionalLong lengthBytes,
      UpstreamResponse times,
      BodySource body) {
    return new UpstreamResult.Responded(
        new UpstreamResponse(
            status,
            fields,
            framing,
            lengthBytes,
            times.requestMillis(),
            times.responseMillis(),
            Optional.of(base),
            base.text(),
            List.of(),
            body));
  }

  /** In place of an error. */
  UpstreamResult refused(UpstreamRequest request, UpstreamResponse head, ErrorMeaning meaning) {
    return switch (meaning) {
      case ErrorMeaning.Missing() -> text(request, head, NOT_FOUND, Fields.NONE, "Not found.\n");
      case ErrorMeaning.Denied() ->
          text(request, head, FORBIDDEN, Fields.NONE, "This may not be read.\n");
      case ErrorMeaning.Unmet() -> text(request, head, head.status(), Fields.NONE, "");
      case ErrorMeaning.Busy() -> {
        String told = head.fields().single("Retry-After");
        Fields retry = Fields.of("Retry-After", told == null ? RETRY_SECONDS : told);
        yield text(request, head, UNAVAILABLE, retry, "The bucket is too busy.\n");
      }
      case ErrorMeaning.Expired(), ErrorMeaning.Misconfigured _ ->
          new UpstreamResult.Failed(Outage.BROKEN, REFUSED);
    };
  }

  /** In place of the error that there is no object: a folder has the name. */
  UpstreamResult folder(UpstreamRequest request, UpstreamResponse head) {
    String name = request.target().substring(request.target().lastIndexOf('/') + 1);
    return text(
        request,
        head,
        MOVED,
        Fields.of("Location", "./" + name + "/", "Cache-Control", FOLDER_LIFETIME),
        "This is a folder.\n");
  }

  private UpstreamResult text(
      UpstreamRequest request, UpstreamResponse head, int status, Fields more, String text) {
    String dated = head.fields().single("Date");
    Fields fields =
        Fields.of("Date", dated == null ? HttpDates.format(head.responseMillis() / 1000) : dated);
    for (Field field : more) {
      fields = fields.with(field.name(), field.value());
    }
    boolean isHead = request.method().equals(HEAD);
    TextBody body = new TextBody(isHead ? "" : text);
    return of(
        status,
        fields.with("Content-Type", "text/plain; charset=utf-8"),
        isHead ? Framing.NONE : Framing.LENGTH,
        OptionalLong.of(body.lengthBytes()),
        head,
        body);
  }
}
