package dev.untorn.origin.proxy;

import dev.untorn.config.BucketSettings;
import dev.untorn.config.OriginSettings;
import dev.untorn.config.ProxySettings;
import dev.untorn.config.Rule;
import dev.untorn.linux.file.SharedFile;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.ListingMemory;
import dev.untorn.origin.Origin;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Purge;
import dev.untorn.origin.PurgeScope;
import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.object.ban.Ban;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.origin.object.files.StoreStats;
import dev.untorn.origin.proxy.bucket.BucketFolders;
import dev.untorn.origin.proxy.bucket.BucketOrigin;
import dev.untorn.origin.proxy.bucket.ReachedOrigin;
import dev.untorn.origin.proxy.fill.ProxyObserver;
import dev.untorn.origin.proxy.mount.DotSegments;
import dev.untorn.origin.proxy.mount.Mount;
import dev.untorn.origin.proxy.mount.MountedOrigin;
import dev.untorn.origin.proxy.mount.Mounts;
import dev.untorn.origin.proxy.mount.Mounts.Match;
import dev.untorn.origin.proxy.mount.Mounts.Mounted;
import dev.untorn.origin.proxy.mount.RenamedRequest;
import dev.untorn.origin.proxy.mount.RenamedUrl;
import dev.untorn.origin.proxy.reach.Reaching;
import dev.untorn.origin.proxy.route.Routes;
import dev.untorn.origin.s3.BucketClient;
import dev.untorn.origin.upstream.UpstreamClient;
import dev.untorn.origin.upstream.UpstreamServices;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.semantics.Status;
import dev.untorn.version.OpenFile;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** HTTP origins, behind a cache of what they sent whole. */
public final class ProxyOrigin implements Origin {
  /** Stays free for others on the cache's filesystem. */
  private static final long FREE_MIN_BYTES = 256L << 20;

  private final SharedFile directory;
  private final UpstreamServices services;
  private final ObjectStore store;
  private final List<Upstream> upstreams;
  private final Mounts<MountedOrigin> mounts;

  /** An origin, and how it is asked. */
  private record Opened(Upstream upstream, MountedOrigin origin) {}

  private ProxyOrigin(
      SharedFile directory, UpstreamServices services, ObjectStore store, List<Opened> origins) {
    this.directory = directory;
    this.services = services;
    this.store = store;
    this.upstreams = origins.stream().map(Opened::upstream).toList();
    this.mounts =
        new Mounts<>(
            origins.stream()
                .map(each -> new Mounted<>(each.upstream().mount(), each.origin()))
                .toList());
  }

  /**
   * Opens the cache, and connects when it is asked. Owns its directory once it is open. The workers
   * access files and resolve names. To evict objects, {@code letGo} closes those of these names
   * that are open and used by nobody.
   *
   * @throws IOException with the remedy if the cache's directory cannot be used
   */
  public static ProxyOrigin open(
      ProxySettings settings,
      List<Rule> rules,
      SharedFile directory,
      EventLoopGroup loops,
      Executor workers,
      ProxyObserver observer,
      Consumer<Set<String>> letGo)
      throws IOException {
    List<ReachedOrigin> reached = new ArrayList<>();
    for (OriginSettings origin : settings.origins()) {
      reached.add(ReachedOrigin.of(origin));
    }
    StoreBounds bounds = new StoreBounds(settings.size().bytes(), FREE_MIN_BYTES);
    return switch (ObjectStore.open(settings.cache(), bounds, letGo)) {
      case ObjectStore.Opening.Refused(String problem) -> throw new IOException(problem);
      case ObjectStore.Opening.InUse() ->
          throw new IOException(settings.cache() + " is in use by another process: end it first");
      case ObjectStore.Opening.Done(ObjectStore store) -> {
        InstantSource clock = InstantSource.system();
        UpstreamServices services = services(workers, clock);
        Routes routes = Routes.of(settings.routes(), rules);
        Shared shared = new Shared(settings, routes, store, loops, workers, observer, clock);
        ListingMemory memory = ListingMemory.ofThisProcess();
        yield new ProxyOrigin(
            directory,
            services,
            store,
            reached.stream().map(each -> opened(each, services, shared, memory)).toList());
      }
    };
  }

  private static Opened opened(
      ReachedOrigin origin, UpstreamServices services, Shared shared, ListingMemory memory) {
    Mount mount = Mount.of(origin.settings());
    Reaching reaching = origin.reaching();
    if (origin.bucket().isEmpty()) {
      UpstreamClient client = new UpstreamClient(mount.urls(), reaching.options(), services);
      Upstream upstream = new Upstream(mount, client, reaching.sentFields(), shared);
      return new Opened(upstream, CachedOrigin.of(upstream));
    }
    BucketSettings settings = origin.settings().reach().bucket();
    BucketClient client =
        BucketClient.of(
            origin.bucket().get(),
            settings,
            new UpstreamClient(
                List.of(new BaseUrl(mount.first().endpoint(), "")),
                reaching.options().withoutRedirects(),
                services),
            memory,
            shared.workers(),
            shared.clock());
    Upstream upstream = new Upstream(mount, client, reaching.sentFields(), shared);
    return new Opened(
        upstream,
        new BucketOrigin(
            CachedOrigin.of(upstream),
            mount,
            new BucketFolders(
                client.lists(), shared.routes(), shared.settings().network(), upstream::loop),
            settings.folders()));
  }

  private static UpstreamServices services(Executor workers, InstantSource clock)
      throws IOException {
    try {
      return UpstreamServices.of(workers, clock);
    } catch (IllegalArgumentException e) {
      throw new IOException("the environment is wrong: " + e.getMessage(), e);
    }
  }

  /** What is stored; never blocks. */
  public CacheSize size() {
    StoreStats stats = store.stats();
    return new CacheSize(stats.objects(), stats.bytes(), stats.evicted());
  }

  @Override
  public boolean relays() {
    return true;
  }

  @Override
  public @Nullable CachedResolution confirm(OriginRequest request) {
    return switch (mounts.find(request)) {
      case Match.Found<MountedOrigin>(MountedOrigin origin, Optional<String> renamed) ->
          origin.fresh(renamed.isEmpty() ? request : new RenamedRequest(request, renamed.get()));
      case Match.None<MountedOrigin> _ -> null;
    };
  }

  @Override
  public boolean isAbsent(OriginRequest request) {
    return false;
  }

  @Override
  public @Nullable OpenFile openAtOnce(
      OriginRequest request, @Nullable CachedResolution cachedResolution) {
    return null;
  }

  @Override
  public CompletionStage<Resolution> resolve(OriginRequest request) {
    String path = request.pathAndQuery();
    if (DotSegments.leadUp(path)) {
      return CompletableFuture.completedFuture(new Resolution.Forbidden());
    }
    String plain = DotSegments.withoutHere(path);
    return resolvePlain(plain.equals(path) ? request : new RenamedRequest(request, plain));
  }

  private CompletionStage<Resolution> resolvePlain(OriginRequest request) {
    return switch (mounts.find(request)) {
      case Match.Found<MountedOrigin>(MountedOrigin origin, Optional<String> renamed) ->
          renamed.isEmpty()
              ? origin.resolveHere(request)
              : origin.resolve(new RenamedRequest(request, renamed.get()));
      case Match.None<MountedOrigin>(Status status, String reason) ->
          CompletableFuture.completedFuture(new Resolution.Refused(status, reason));
    };
  }

  @Override
  public CompletionStage<Purge> purge(PurgeScope scope) {
    return switch (scope) {
      case PurgeScope.One(RequestUrl url) -> atOrigin(url, MountedOrigin::purge);
      case PurgeScope.Prefix(RequestUrl url) -> atOrigin(url, MountedOrigin::purgeBelow);
      case PurgeScope.Tag(String name) ->
          Purger.ban(upstreams.getFirst().shared(), Ban.Kind.TAG, name);
    };
  }

  private CompletionStage<Purge> atOrigin(
      RequestUrl url, BiFunction<MountedOrigin, RequestUrl, CompletionStage<Purge>> purge) {
    RequestUrl plain = new RenamedUrl(url, DotSegments.withoutHere(url.pathAndQuery()));
    return switch (mounts.find(plain)) {
      case Match.Found<MountedOrigin>(MountedOrigin origin, Optional<String> renamed) ->
          purge.apply(origin, renamed.isEmpty() ? plain : new RenamedUrl(plain, renamed.get()));
      case Match.None<MountedOrigin>(Status _, String reason) ->
          CompletableFuture.completedFuture(new Purge.Unknown(reason));
    };
  }

  @Override
  public void tidy() {}

  @Override
  public void close() {
    upstreams.forEach(each -> each.client().close());
    services.close();
    store.close();
    directory.close();
  }
}
