package dev.untorn.origin.proxy.bucket;

import dev.untorn.config.BucketSettings.Folders;
import dev.untorn.config.ProxySettings.Network;
import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CacheOutcome;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.Folder;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Purge;
import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.proxy.mount.Mount;
import dev.untorn.origin.proxy.mount.MountedOrigin;
import dev.untorn.origin.proxy.mount.RenamedUrl;
import dev.untorn.origin.s3.BucketLister;
import dev.untorn.origin.s3.KeyPath;
import dev.untorn.origin.s3.KeyPath.Canonical;
import dev.untorn.origin.s3.ListResult;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.Status;
import dev.untorn.text.PathBytes;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bucket: its objects are cached as those of any origin, its folders are listed each time.
 *
 * @param objects the same origin by canonical paths
 * @param loops the event loop on which the bucket is asked
 */
public record BucketOrigin(
    MountedOrigin objects,
    Mount mount,
    BucketLister lister,
    Folders folders,
    Network network,
    Supplier<EventLoop> loops)
    implements MountedOrigin {
  private static final Fields ALLOW = Fields.of("Allow", "GET, HEAD, OPTIONS");

  @Override
  public @Nullable CachedResolution fresh(OriginRequest request) {
    String requested = request.pathAndQuery();
    if (!(KeyPath.of(requested.substring(mount.pathLength())) instanceof Canonical path)
        || isListed(path)) {
      return null;
    }
    String whole = whole(requested, path);
    return objects.fresh(whole.equals(requested) ? request : BucketRequest.of(request, whole));
  }

  @Override
  public CompletionStage<Resolution> resolve(OriginRequest request) {
    return switch (request.method()) {
      case "GET", "HEAD" -> found(request);
      case "OPTIONS" -> now(new Resolution.Relayed(204, ALLOW, new NoBody()));
      default -> now(new Resolution.Relayed(405, ALLOW, new NoBody()));
    };
  }

  /** No answer names a place but by its last name. */
  @Override
  public CompletionStage<Resolution> resolveHere(OriginRequest request) {
    return resolve(request);
  }

  private CompletionStage<Resolution> found(OriginRequest request) {
    String requested = request.pathAndQuery();
    String rest = requested.substring(mount.pathLength());
    if (!rest.startsWith("/")) {
      return now(toSlash(requested));
    }
    return switch (KeyPath.of(rest)) {
      case KeyPath.NoKey() -> now(new Resolution.Missing());
      case KeyPath.Upward() -> now(new Resolution.Forbidden());
      case KeyPath.Malformed(String reason) ->
          now(new Resolution.Refused(Status.BAD_REQUEST, reason));
      case Canonical path when isListed(path) -> list(whole(requested, path), path);
      case Canonical path -> objects.resolve(BucketRequest.of(request, whole(requested, path)));
    };
  }

  /** The top of the bucket, without the slash that links in its listing need. */
  private static Resolution toSlash(String requested) {
    int mark = requested.indexOf('?');
    String path = mark < 0 ? requested : requested.substring(0, mark);
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new Resolution.Relayed(301, Fields.of("Location", "./" + name + "/"), new NoBody());
  }

  private boolean isListed(Canonical path) {
    return switch (folders) {
      case LIST -> path.isFolder();
      case OBJECT -> false;
    };
  }

  /** In the proxy's URLs. */
  private String whole(String requested, Canonical path) {
    return mount.pathLength() == 0
        ? path.text()
        : requested.substring(0, mount.pathLength()) + path.text();
  }

  private CompletionStage<Resolution> list(String requested, Canonical path) {
    if (network == Network.OFFLINE) {
      return now(
          new Resolution.Cached(
              CacheFacts.of(CacheOutcome.OFFLINE),
              new Resolution.Unavailable(
                  Outage.UNASKED,
                  "Folders are not stored, and the bucket is not asked" + " (proxy.network).")));
    }
    return lister.list(loops.get(), path.text()).thenApply(result -> listed(requested, result));
  }

  private static Resolution listed(String requested, ListResult result) {
    CacheOutcome outcome =
        switch (result) {
          case ListResult.Failed _ -> CacheOutcome.FAILED;
          case ListResult.Entries _,
              ListResult.Nothing _,
              ListResult.Denied _,
              ListResult.TooMany _ ->
              CacheOutcome.PASS;
        };
    return new Resolution.Cached(CacheFacts.of(outcome), resolution(requested, result));
  }

  private static Resolution resolution(String requested, ListResult result) {
    return switch (result) {
      case ListResult.Entries(List<Folder.Entry> entries, ListingMemory.Charge memory) ->
          new Resolution.Listed(new Folder(shown(requested), entries), memory);
      case ListResult.Nothing() -> new Resolution.Missing();
      case ListResult.Denied() -> new Resolution.Forbidden();
      case ListResult.TooMany() -> new Resolution.TooManyEntries();
      case ListResult.Failed(Outage outage, String reason) ->
          new Resolution.Unavailable(outage, reason);
    };
  }

  /** As a folder's path: decoded, without slashes at its ends. */
  private static String shown(String requested) {
    String key = PathBytes.of(KeyPath.decodedKey(requested));
    return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
  }

  @Override
  public CompletionStage<Purge> purge(RequestUrl url) {
    return purge(url, objects::purge);
  }

  @Override
  public CompletionStage<Purge> purgeBelow(RequestUrl url) {
    return purge(url, objects::purgeBelow);
  }

  private CompletionStage<Purge> purge(
      RequestUrl url, Function<RequestUrl, CompletionStage<Purge>> purge) {
    String requested = url.pathAndQuery();
    return KeyPath.of(requested.substring(mount.pathLength())) instanceof Canonical path
        ? purge.apply(new RenamedUrl(url, whole(requested, path)))
        : CompletableFuture.completedFuture(new Purge.Unknown("No object has this path."));
  }

  private static CompletionStage<Resolution> now(Resolution resolution) {
    return CompletableFuture.completedFuture(resolution);
  }
}
