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
import dev.untorn.semantics.Fields;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A bucket as an HTTP origin: requests for objects are signed, and answers are those of a server of
 * files. Thread-safe.
 */
public final class BucketClient implements Sender {
  private final SignedSender signed;
  private final ObjectRequests objects;
  private final BucketLister lister;
  private final FolderLists lists;
  private final Folders folders;

  private final ObjectResponses responses;

  private BucketClient(
      BucketLocation location,
      SignedSender signed,
      BucketLister lister,
      FolderLists lists,
      Folders folders) {
    this.signed = signed;
    this.lister = lister;
    this.lists = lists;
    this.folders = folders;
    BaseUrl base = BaseUrl.of(location.url());
    this.objects = new ObjectRequests(location, base.text(), signed);
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
    return objects.send(loop, request).thenCompose(answer -> read(loop, request, answer));
  }

  @Override
  public Fields version(Fields stored) {
    String version = stored.single(ObjectFields.VERSION);
    return version == null ? Fields.NONE : Fields.of(ObjectFields.VERSION, version);
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
