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
import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  private final BucketLocation location;
  private final SignedSender signed;
  private final BucketLister lister;
  private final FolderLists lists;
  private final Folders folders;

  /** As what all answers say that they come from. */
  private final BaseUrl base;

  private final ObjectResponses responses;

  private BucketClient(
      BucketLocation location,
      SignedSender signed,
      BucketLister lister,
      FolderLists lists,
      Folders folders) {
    this.location = location;
    this.signed = signed;
    this.lister = lister;
    this.lists = lists;
    this.folders = folders;
    this.base = BaseUrl.of(location.url());
    this.responses = new ObjectResponses(base);
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
    BucketLister lister = new BucketLister(location, signed, memory, workers);
    return new BucketClient(
        location, signed, lister, new FolderLists(lister::list, clock), settings.folders());
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
      case Given(UpstreamResponse response) -> now(responses.of(response));
      case Refused(UpstreamResponse head, ErrorMeaning.Missing()) -> missing(loop, request, head);
      case Refused(UpstreamResponse head, ErrorMeaning meaning) ->
          now(responses.refused(request, head, meaning));
    };
  }

  /** Perhaps a folder was meant; then the answer leads there, as that of a server of files does. */
  private CompletionStage<UpstreamResult> missing(
      EventLoop loop, UpstreamRequest request, UpstreamResponse head) {
    UpstreamResult none = responses.refused(request, head, new ErrorMeaning.Missing());
    String path = request.target();
    return switch (folders) {
      case OBJECT -> now(none);
      case LIST ->
          path.endsWith("/") || request.conditions().fields().contains("Range")
              ? now(none)
              : lister
                  .exists(loop, path + "/")
                  .thenApply(exists -> exists ? responses.folder(request, head) : none);
    };
  }

  /** The objects and folders below folders' canonical paths. */
  public FolderLists lists() {
    return lists;
  }

  private static CompletionStage<UpstreamResult> now(UpstreamResult result) {
    return CompletableFuture.completedFuture(result);
  }

  @Override
  public void close() {
    signed.close();
  }
}
