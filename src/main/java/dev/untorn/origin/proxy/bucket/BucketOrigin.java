package dev.untorn.origin.proxy.bucket;

import dev.untorn.config.BucketSettings;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Purge;
import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.proxy.mount.Mount;
import dev.untorn.origin.proxy.mount.MountedOrigin;
import dev.untorn.origin.proxy.mount.RenamedUrl;
import dev.untorn.origin.s3.KeyPath;
import dev.untorn.origin.s3.KeyPath.Canonical;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A bucket: its objects are cached as those of any origin, its folders are listed.
 *
 * @param objects the same origin by canonical paths
 */
public record BucketOrigin(
    MountedOrigin objects, Mount mount, BucketFolders lists, BucketSettings.Folders folders)
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
      case Canonical path when isListed(path) -> lists.list(request, whole(requested, path), path);
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

  @Override
  public CompletionStage<Purge> purge(RequestUrl url) {
    return purge(url, objects::purge, path -> path::equals);
  }

  @Override
  public CompletionStage<Purge> purgeBelow(RequestUrl url) {
    return purge(url, objects::purgeBelow, path -> each -> each.startsWith(path));
  }

  /** {@code folders} are those whose lists end with the path. */
  private CompletionStage<Purge> purge(
      RequestUrl url,
      Function<RequestUrl, CompletionStage<Purge>> purge,
      Function<String, Predicate<String>> folders) {
    String requested = url.pathAndQuery();
    if (!(KeyPath.of(requested.substring(mount.pathLength())) instanceof Canonical path)) {
      return CompletableFuture.completedFuture(new Purge.Unknown("No object has this path."));
    }
    lists.forget(folders.apply(path.text()));
    return purge.apply(new RenamedUrl(url, whole(requested, path)));
  }

  private static CompletionStage<Resolution> now(Resolution resolution) {
    return CompletableFuture.completedFuture(resolution);
  }
}
