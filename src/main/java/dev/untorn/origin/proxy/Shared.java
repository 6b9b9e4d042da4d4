package dev.untorn.origin.proxy;

import dev.untorn.config.ProxySettings;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.proxy.Miss.Outcome;
import dev.untorn.origin.proxy.digest.Disproofs;
import dev.untorn.origin.proxy.fill.ProxyObserver;
import dev.untorn.origin.proxy.route.Routes;
import io.netty.channel.EventLoopGroup;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * What all origins of a proxy share.
 *
 * @param workers access the store's files; bounded, and may reject
 * @param fetches under way, by key
 * @param validations under way, which complete with whether what is stored still holds
 */
record Shared(
    ProxySettings settings,
    Routes routes,
    ObjectStore store,
    EventLoopGroup loops,
    Executor workers,
    ProxyObserver observer,
    InstantSource clock,
    PurgeMarks purges,
    Disproofs disproofs,
    KnownObjects known,
    ConcurrentMap<String, CompletableFuture<Outcome>> fetches,
    ConcurrentMap<String, CompletableFuture<Boolean>> validations) {
  Shared(
      ProxySettings settings,
      Routes routes,
      ObjectStore store,
      EventLoopGroup loops,
      Executor workers,
      ProxyObserver observer,
      InstantSource clock) {
    this(
        settings,
        routes,
        store,
        loops,
        workers,
        observer,
        clock,
        new PurgeMarks(),
        new Disproofs(clock),
        new KnownObjects(),
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>());
  }
}
