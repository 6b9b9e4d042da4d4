package dev.untorn.origin.proxy.bucket;

import dev.untorn.config.ProxySettings.Network;
import dev.untorn.origin.CacheFacts;
import dev.untorn.origin.CacheOutcome;
import dev.untorn.origin.Folder;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.CacheRules.Fresh;
import dev.untorn.origin.cache.Reuse;
import dev.untorn.origin.proxy.route.Routes;
import dev.untorn.origin.s3.FolderLists;
import dev.untorn.origin.s3.KeyPath;
import dev.untorn.origin.s3.KeyPath.Canonical;
import dev.untorn.origin.s3.ListResult;
import dev.untorn.text.PathBytes;
import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lists of a bucket's folders, for clients.
 *
 * @param loops the event loop on which the bucket is asked
 */
public record BucketFolders(
    FolderLists lists, Routes routes, Network network, Supplier<EventLoop> loops) {
  private static final String AFTER = Folder.Part.PARAMETER + '=';

  /**
   * A folder, or the part of it that the request's query names.
   *
   * @param requested its path in the proxy's URLs
   * @param path in the bucket
   */
  CompletionStage<Resolution> list(OriginRequest request, String requested, Canonical path) {
    if (network == Network.OFFLINE) {
      return CompletableFuture.completedFuture(
          new Resolution.Cached(
              CacheFacts.of(CacheOutcome.OFFLINE),
              new Resolution.Unavailable(
                  Outage.UNASKED,
                  "Folders are not stored, and the bucket is not asked (proxy.network).")));
    }
    String after = after(request.pathAndQuery());
    long freshMillis = freshMillis(requested);
    return lists
        .list(
            loops.get(),
            path.text(),
            after,
            ageMillis ->
                ageMillis < freshMillis
                    && Reuse.accepts(request.fields(), ageMillis, freshMillis - ageMillis))
        .thenApply(listed ->
            new Resolution.Cached(
                CacheFacts.of(outcome(listed)), resolution(requested, after, listed.result())));
  }

  /** Folders of these canonical paths have been purged. */
  void forget(Predicate<String> paths) {
    lists.forget(paths);
  }

  /** As objects of this path, but not longer than lists are remembered. */
  private long freshMillis(String requested) {
    long longest = FolderLists.REMEMBERED.toMillis();
    return switch (routes.of(requested).rules().fresh()) {
      case Fresh.For(long seconds) -> Math.min(longest, seconds * 1000);
      case Fresh.AsOriginSays(), Fresh.Immutable() -> longest;
    };
  }

  /** The name behind which a query wants entries; empty: the first ones. */
  private static String after(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    for (String parameter : pathAndQuery.substring(mark + 1).split("&", -1)) {
      if (mark >= 0 && parameter.startsWith(AFTER)) {
        return decoded(parameter.substring(AFTER.length())).orElse("");
      }
    }
    return "";
  }

  private static Optional<String> decoded(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static CacheOutcome outcome(FolderLists.Listed listed) {
    return switch (listed.result()) {
      case ListResult.Failed _ -> CacheOutcome.FAILED;
      case ListResult.Entries _, ListResult.Nothing _, ListResult.Denied _, ListResult.TooMany _ ->
          switch (listed.origin()) {
            case MADE -> CacheOutcome.PASS;
            case JOINED -> CacheOutcome.JOINED;
            case REMEMBERED -> CacheOutcome.HIT;
          };
    };
  }

  private static Resolution resolution(String requested, String after, ListResult result) {
    return switch (result) {
      case ListResult.Entries(List<Folder.Entry> entries, String next, ListingMemory.Use memory) ->
          new Resolution.Listed(
              new Folder(
                  shown(requested),
                  entries,
                  new Folder.Part(PathBytes.of(after), PathBytes.of(next))),
              memory);
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
}
