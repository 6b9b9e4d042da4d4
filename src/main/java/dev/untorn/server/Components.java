package dev.untorn.server;

import dev.untorn.config.LogSettings;
import dev.untorn.config.NetworkSettings;
import dev.untorn.config.ServeSettings;
import dev.untorn.config.Settings;
import dev.untorn.config.StoreSettings;
import dev.untorn.config.Symlinks;
import dev.untorn.delivery.wire.ConnectionWire;
import dev.untorn.delivery.wire.CopyingDevices;
import dev.untorn.delivery.wire.SocketWire;
import dev.untorn.http.ConnectionCount;
import dev.untorn.http.FilesBeingWritten;
import dev.untorn.http.ServerContext;
import dev.untorn.http.Site;
import dev.untorn.http.accesslog.AccessLog;
import dev.untorn.http.h1.Http1;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.NamedDirectory;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.SharedFile;
import dev.untorn.metrics.Meter;
import dev.untorn.metrics.Meters;
import dev.untorn.origin.Origin;
import dev.untorn.origin.Policies;
import dev.untorn.origin.directory.Directory;
import dev.untorn.origin.directory.DirectoryOptions;
import dev.untorn.origin.proxy.CacheSize;
import dev.untorn.origin.proxy.ProxyOrigin;
import dev.untorn.origin.proxy.fill.ProxyObserver;
import dev.untorn.text.PathBytes;
import dev.untorn.text.Reason;
import dev.untorn.version.VersionStore;
import dev.untorn.version.digest.Digester;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** The long-lived parts of a server behind its sockets, made and closed together. */
record Components(
    Optional<LinuxFile> spoolDirectory,
    List<ExecutorService> pools,
    Meters meters,
    ServerContext context,
    Http1 http1)
    implements AutoCloseable {
  /** Makes all components. {@code root} was just opened by the settings' path; this closes it. */
  static Components over(
      LinuxFile root,
      Settings settings,
      EventLoopGroup loops,
      Function<NetworkSettings, ConnectionWire.Factory> wires)
      throws IOException {
    Optional<LinuxFile> spoolDirectory = spool(settings.store().spool());
    AccessLog accessLog = accessLog(settings.log(), spoolDirectory);
    String version = Components.class.getPackage().getImplementationVersion(); // of the manifest
    Meters meters = new Meters(Objects.requireNonNullElse(version, "from source"));
    ExecutorService workers =
        Workers.pool("untorn-worker", settings.limits().workers(), settings.limits().workerQueue());
    ExecutorService sealers = Workers.pool("untorn-sealer", Workers.SEALERS, Workers.SEALERS_QUEUE);
    ExecutorService digesters =
        Workers.pool("untorn-digester", Workers.DIGESTERS, Workers.DIGESTERS_QUEUE);
    VersionStore store =
        new VersionStore(settings.store(), root, spoolDirectory, sealers, meters.ledger());
    Origin origin = origin(root, settings, store, loops, workers, meters.proxyLedger());
    ServerContext context =
        new ServerContext(
            settings.limits(),
            new AtomicReference<>(Site.of(settings, origin, store, workers)),
            store,
            new Digester(workers, digesters),
            workers,
            meters.ledger(),
            accessLog,
            new ConnectionCount(settings.limits().connections()),
            new FilesBeingWritten());
    watch(meters, context);
    watchCache(meters, origin);
    Components components =
        new Components(
            spoolDirectory,
            List.of(workers, sealers, digesters),
            meters,
            context,
            new Http1(context, wires.apply(settings.network())));
    if (origin instanceof Directory directory) {
      if (!directory.open()) {
        components.close();
        throw new IOException("the served directory has gone");
      }
      root.close(); // The origin opens and closes the directory itself.
    }
    return components;
  }

  private static Origin origin(
      LinuxFile root,
      Settings settings,
      VersionStore store,
      EventLoopGroup loops,
      Executor workers,
      ProxyObserver observer)
      throws IOException {
    if (!settings.proxy().isUsed()) {
      return new Directory(
          NamedDirectory.at(settings.serve().directory()),
          options(settings),
          store::serve,
          workers);
    }
    SharedFile directory = new SharedFile(root);
    store.serve(directory, false);
    return ProxyOrigin.open(
        settings.proxy(), settings.rules(), directory, loops, workers, observer, store::dropUnused);
  }

  /** Responses leave by plain sockets. */
  static ConnectionWire.Factory sockets(NetworkSettings network) {
    CopyingDevices copyingDevices = new CopyingDevices(network.copyingDevices());
    return channel -> new SocketWire(channel, copyingDevices);
  }

  /** A directory that the user configures must exist; it is not created. */
  private static Optional<LinuxFile> spool(Path path) throws IOException {
    return switch (LinuxFile.openDirectory(path)) {
      case Opened.File(LinuxFile directory) -> Optional.of(directory);
      case Opened.Failed(var _) when path.equals(StoreSettings.USUAL_SPOOL) -> Optional.empty();
      case Opened.Failed(var errno) ->
          throw new IOException(
              "store.spool %s cannot be opened (%s): make that directory, or name another"
                  .formatted(path, errno));
    };
  }

  private static AccessLog accessLog(LogSettings settings, Optional<LinuxFile> spoolDirectory)
      throws IOException {
    try {
      return AccessLog.open(settings);
    } catch (IOException e) {
      spoolDirectory.ifPresent(LinuxFile::close);
      throw new IOException(
          "the access log %s cannot be written (%s): name another file with --access-log"
              .formatted(settings.access(), Reason.of(e)),
          e);
    }
  }

  private static void watch(Meters meters, ServerContext context) {
    VersionStore store = context.store();
    ConnectionCount connections = context.connections();
    meters.watch(Meter.STORE_VERSIONS, store::versions);
    meters.watch(Meter.STORE_MEMORY, store::memoryBytes);
    meters.watch(Meter.STORE_DISK, store::diskBytes);
    meters.watch(Meter.STORE_PINNED, store::pinnedBytes);
    meters.watch(Meter.STORE_LEASES, store::leases);
    meters.watch(Meter.STORE_HOLDS, store::holds);
    meters.watch(Meter.CONNECTIONS_OPEN, connections::open);
    meters.watch(Meter.CONNECTIONS_ACCEPTED, connections::accepted);
    meters.watch(Meter.CONNECTIONS_REFUSED, connections::refused);
    meters.watch(Meter.ACCESS_LOG_LOST, context.accessLog()::lostLines);
  }

  private static void watchCache(Meters meters, Origin origin) {
    Supplier<CacheSize> size =
        origin instanceof ProxyOrigin proxy ? proxy::size : () -> CacheSize.NONE;
    meters.watch(Meter.CACHE_OBJECTS, () -> size.get().objects());
    meters.watch(Meter.CACHE_DISK, () -> size.get().bytes());
    meters.watch(Meter.CACHE_EVICTIONS, () -> size.get().evicted());
  }

  private static DirectoryOptions options(Settings settings) {
    ServeSettings serve = settings.serve();
    return new DirectoryOptions(
        serve.index().stream().map(PathBytes::of).toList(),
        serve.listing(),
        serve.spa().map(PathBytes::of),
        serve.symlinks() == Symlinks.NONE
            ? LinuxFile.Symlinks.REFUSED
            : LinuxFile.Symlinks.FOLLOWED,
        serve.precompressed(),
        Policies.of(serve, settings.rules()));
  }

  /**
   * Ends the work for closed connections. Call it while the event loops run, because they release
   * what the workers used. The wait is bounded.
   */
  void endWork() {
    context.store().end();
    context.digester().end();
    Workers.end(pools);
  }

  @Override
  public void close() {
    endWork();
    context.store().close();
    context.accessLog().close();
    meters.close();
    context.currentSite().get().origin().close();
    spoolDirectory.ifPresent(LinuxFile::close);
  }
}
