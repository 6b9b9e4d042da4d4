package dev.untorn.origin.proxy;

import dev.untorn.config.ProxySettings;
import dev.untorn.origin.object.ObjectStore;
import dev.untorn.origin.proxy.digest.Disproofs;
import dev.untorn.origin.proxy.fill.OutgrownKeys;
import dev.untorn.origin.proxy.fill.ProxyObserver;
import dev.untorn.origin.proxy.reach.FailureLog;
import dev.untorn.origin.proxy.route.Routes;
import dev.untorn.origin.proxy.shared.SharedRequests;
import io.netty.channel.EventLoopGroup;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What all origins of a proxy share.
 *
 * @param workers access the store's files; bounded, and may reject
 * @param requests to all origins
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
    OutgrownKeys outgrown,
    FailureLog failures,
    KnownObjects known,
    SharedRequests requests) {
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
        new PurgeMarks(store),
        new Disproofs(clock),
        new OutgrownKeys(System::nanoTime),
        new FailureLog(),
        new KnownObjects(store),
        new SharedRequests());
  }
}
