package dev.untorn.origin.s3;

import dev.untorn.config.BucketSettings;
import dev.untorn.config.BucketSettings.Folders;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.s3.BucketAnswer.Failed;
import dev.untorn.origin.s3.BucketAnswer.Given;
import dev.untorn.origin.s3.BucketAnswer.Refused;
import dev.untorn.origin.upstream.Sender;
import dev.untorn.origin.upstream.UpstreamRequest;
import dev.untorn.origin.upstream.UpstreamResponse;
import dev.untorn.origin.upstream.UpstreamResult;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.origin.upstream.message.Framing;
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A bucket as an HTTP origin: requests for objects are signed, versions are asked for by S3's own
 * names, and answers are those of a server of files. Thread-safe.
 */
public final class BucketClient implements Sender {
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

  /** An object's checksums are told, if it has some. */
  private static final Fields OF_OBJECTS = Fields.of("x-amz-checksum-mode", "ENABLED");

  /** How long a redirect to a folder is remembered. */
  private static final String FOLDER_LIFETIME = "max-age=30";

  private static final int RETRY_SECONDS = 2;

  private static final String REFUSED =
      "The bucket does not answer this proxy's requests; its log says why.";

  private final BucketLocation location;
  private final SignedSender signed;
  private final BucketLister lister;
  private final Folders folders;

  /** As what all answers say that they come from. */
  private final BaseUrl base;

  private BucketClient(
      BucketLocation location, SignedSender signed, BucketLister lister, Folders folders) {
    this.location = location;
    this.signed = signed;
    this.lister = lister;
    this.folders = folders;
    this.base = BaseUrl.of(location.url());
  }

  /**
   * Asks nothing yet, but for the credentials: that there are none is said at the start.
   *
   * @param sender to the location's endpoint, which follows no redirects: a signature is for one
   *     place
   * @param workers sign, and may block
   */
  public static BucketClient of(
      BucketLocation location,
      BucketSettings settings,
      Sender sender,
      ListingMemory memory,
      Executor workers,
      InstantSource clock) {
    Optional<CredentialSource> credentials =
        switch (settings.signing()) {
          case ANONYMOUS -> Optional.empty();
          case SIGNED ->
              Optional.of(
                  new CredentialSource(
                      () -> CredentialChain.ofSdk(settings.profile()), workers, clock));
        };
    SignedSender signed = new SignedSender(location, credentials, sender, workers, clock);
    signed.prepare();
    return new BucketClient(
        location, signed, new BucketLister(location, signed, memory, workers), settings.folders());
  }

  /** A bucket has one URL. */
  @Override
  public CompletionStage<UpstreamResult> sendTo(
      BaseUrl url, EventLoop loop, UpstreamRequest request) {
    return send(loop, request);
  }

  /** Of a request for an object: its target is a canonical path. */
  @Override
  public CompletionStage<UpstreamResult> send(EventLoop loop, UpstreamRequest request) {
    List<Field> fields = new ArrayList<>();
    add(fields, request.fields());
    Optional<String> version = Optional.empty();
    if (request.conditions().source().equals(base.text())) {
      add(fields, request.conditions().fields());
      version = Optional.ofNullable(request.conditions().fields().first(ObjectFields.VERSION));
    }
    Fields sent = Fields.of(fields);
    CompletionStage<BucketAnswer> answer =
        version.isPresent()
            ? versioned(loop, request, sent, version.get())
            : signed.send(loop, request.method(), target(request), OF_OBJECTS, sent);
    return answer.thenCompose(result -> read(loop, request, result));
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

  @Override
  public Fields version(Fields stored) {
    String version = stored.single(ObjectFields.VERSION);
    return version == null ? Fields.NONE : Fields.of(ObjectFields.VERSION, version);
  }

  /** With If-Match in place of If-Range, which is none of S3's: another version is 412. */
  private static void add(List<Field> fields, Fields given) {
    for (Field field : given) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (name.equals("if-range")) {
        fields.add(new Field("If-Match", field.value()));
      } else if (SENT.contains(name)) {
        fields.add(field);
      }
    }
  }

  private CompletionStage<UpstreamResult> read(
      EventLoop loop, UpstreamRequest request, BucketAnswer answer) {
    return switch (answer) {
      case Failed(Outage outage, String reason) -> now(new UpstreamResult.Failed(outage, reason));
      case Given(UpstreamResponse response) ->
          now(
              new UpstreamResult.Responded(
                  new UpstreamResponse(
                      response.status(),
                      ObjectFields.of(response.status(), response.fields()),
                      response.framing(),
                      response.lengthBytes(),
                      response.requestMillis(),
                      response.responseMillis(),
                      Optional.of(base),
                      base.text(),
                      List.of(),
                      response.body())));
      case Refused(UpstreamResponse head, ErrorMeaning.Missing()) -> missing(loop, request, head);
      case Refused(UpstreamResponse head, ErrorMeaning meaning) ->
          now(refused(request, head, meaning));
    };
  }

  private UpstreamResult refused(
      UpstreamRequest request, UpstreamResponse head, ErrorMeaning meaning) {
    return switch (meaning) {
      case ErrorMeaning.Missing() -> text(request, head, 404, Fields.NONE, "Not found.\n");
      case ErrorMeaning.Denied() ->
          text(request, head, 403, Fields.NONE, "This may not be read.\n");
      case ErrorMeaning.Unmet() -> text(request, head, head.status(), Fields.NONE, "");
      case ErrorMeaning.Busy() -> {
        String told = head.fields().single("Retry-After");
        String seconds = told == null ? Integer.toString(RETRY_SECONDS) : told;
        yield text(
            request, head, 503, Fields.of("Retry-After", seconds), "The bucket is too busy.\n");
      }
      case ErrorMeaning.Expired(), ErrorMeaning.Misconfigured _ ->
          new UpstreamResult.Failed(Outage.BROKEN, REFUSED);
    };
  }

  /** Perhaps a folder was meant; then the answer leads there, as that of a server of files does. */
  private CompletionStage<UpstreamResult> missing(
      EventLoop loop, UpstreamRequest request, UpstreamResponse head) {
    UpstreamResult none = refused(request, head, new ErrorMeaning.Missing());
    String path = request.target();
    return switch (folders) {
      case OBJECT -> now(none);
      case LIST ->
          path.endsWith("/") || !request.conditions().fields().lines().isEmpty()
              ? now(none)
              : lister
                  .exists(loop, path + "/")
                  .thenApply(exists -> exists ? folder(request, head, path) : none);
    };
  }

  private UpstreamResult folder(UpstreamRequest request, UpstreamResponse head, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return text(
        request,
        head,
        301,
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
    TextBody body = new TextBody(request.method().equals("HEAD") ? "" : text);
    return new UpstreamResult.Responded(
        new UpstreamResponse(
            status,
            fields.with("Content-Type", "text/plain; charset=utf-8"),
            request.method().equals("HEAD") ? Framing.NONE : Framing.LENGTH,
            OptionalLong.of(body.lengthBytes()),
            head.requestMillis(),
            head.responseMillis(),
            Optional.of(base),
            base.text(),
            List.of(),
            body));
  }

  /** The objects and folders below a folder's canonical path. */
  public BucketLister lister() {
    return lister;
  }

  private static CompletionStage<UpstreamResult> now(UpstreamResult result) {
    return CompletableFuture.completedFuture(result);
  }

  @Override
  public void close() {
    signed.close();
  }
}
