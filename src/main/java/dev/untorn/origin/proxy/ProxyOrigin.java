package dev.untorn.origin.proxy;

import dev.untorn.config.ProxySettings;
import dev.untorn.config.Rule;
import dev.untorn.linux.file.SharedFile;
import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.Origin;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Purge;
import dev.untorn.origin.Resolution;
import dev.untorn.origin.cache.UriReference;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.object.StoreBounds;
import dev.untorn.origin.object.StoreStats;
import dev.untorn.origin.proxy.fill.ProxyObserver;
import dev.untorn.origin.proxy.route.Routes;
import dev.untorn.origin.upstream.UpstreamClient;
import dev.untorn.origin.upstream.UpstreamServices;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.version.OpenFile;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An HTTP origin, behind a cache of what it sent whole. */
public final class ProxyOrigin implements Origin {
  /** Stays free for others on the cache's filesystem. */
  private static final long FREE_MIN_BYTES = 256L << 20;

  /**
   * A name that leads upwards, in a path: it could leave the path below which the objects are, or
   * be another object for the upstream than for the cache. Clients resolve them (RFC 3986, 5.2.4).
   */
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("^[^?]*/(?:\\.|%2[eE]){1,2}(?:[/?]|$)");

  private final SharedFile directory;
  private final UpstreamServices services;
  private final Upstream upstream;
  private final Answers answers;
  private final Fetcher fetcher;
  private final KnownObjects known;
  private final Purger purger;
  private final ConcurrentMap<String, CompletableFuture<Boolean>> validations =
      new ConcurrentHashMap<>();

  private ProxyOrigin(SharedFile directory, UpstreamServices services, Upstream upstream) {
    this.directory = directory;
    this.services = services;
    this.upstream = upstream;
    this.answers = new Answers(upstream);
    this.fetcher = new Fetcher(upstream, answers);
    this.known = new KnownObjects(answers);
    this.purger = new Purger(upstream, known, fetcher);
  }

  /**
   * Opens the cache, and connects when it is asked. Owns its directory once it is open. The workers
   * access files and resolve names.
   *
   * @throws IOException with the remedy if the cache's directory cannot be used
   */
  public static ProxyOrigin open(
      URI url,
      ProxySettings settings,
      List<Rule> rules,
      SharedFile directory,
      EventLoopGroup loops,
      Executor workers,
      ProxyObserver observer)
      throws IOException {
    Reaching reaching = Reaching.of(settings.reach());
    StoreBounds bounds = new StoreBounds(settings.size().bytes(), FREE_MIN_BYTES);
    return switch (ObjectStore.open(settings.cache(), bounds)) {
      case ObjectStore.Opening.Refused(String problem) -> throw new IOException(problem);
      case ObjectStore.Opening.Done(ObjectStore store) -> {
        InstantSource clock = InstantSource.system();
        UpstreamServices services = services(workers, clock);
        UpstreamClient client = new UpstreamClient(Endpoint.of(url), reaching.options(), services);
        yield new ProxyOrigin(
            directory,
            services,
            new Upstream(
                UriReference.parse(url.toString()).orElseThrow(),
                settings,
                Routes.of(settings.routes(), rules),
                store,
                client,
                reaching.credentials(),
                loops,
                workers,
                new PurgeMarks(),
                observer,
                clock));
      }
    };
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
    StoreStats stats = upstream.store().stats();
    return new CacheSize(stats.objects(), stats.bytes(), stats.evicted());
  }

  @Override
  public boolean relays() {
    return true;
  }

  @Override
  public @Nullable CachedResolution confirm(OriginRequest request) {
    return isCached(request)
        ? known.fresh(upstream.key(request), request, upstream.nowMillis())
        : null;
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
    if (DOT_SEGMENT.matcher(request.pathAndQuery()).find()) {
      return CompletableFuture.completedFuture(new Resolution.Forbidden());
    }
    return isCached(request)
        ? new CachedExchange(upstream, answers, fetcher, known, validations, request).begin()
        : new RelayedExchange(upstream, answers, purger, request).begin();
  }

  private static boolean isCached(OriginRequest request) {
    return request.body().isEmpty()
        && (request.method().equals("GET") || request.method().equals("HEAD"));
  }

  @Override
  public CompletionStage<Purge> purge(String pathAndQuery) {
    return purger.behind(upstream.target(pathAndQuery));
  }

  @Override
  public void tidy() {}

  @Override
  public void close() {
    upstream.client().close();
    services.close();
    upstream.store().close();
    directory.close();
  }
}
