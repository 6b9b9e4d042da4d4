package dev.untorn.server;

import dev.untorn.config.NetworkSettings;
import dev.untorn.config.ServeSettings;
import dev.untorn.config.Settings;
import dev.untorn.config.WhileWriting;
import dev.untorn.delivery.wire.ConnectionWire;
import dev.untorn.linux.MemoryLimit;
import dev.untorn.linux.Signals;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.linux.file.Opened;
import dev.untorn.server.Server.Startup;
import dev.untorn.text.PathBytes;
import dev.untorn.text.Reason;
import dev.untorn.version.Provable;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A start in progress. If a step is refused, the steps before it are undone. */
record Bootstrap(
    Settings settings,
    Optional<AdminToken> adminToken,
    Provable provable,
    List<Obstacle> notes,
    Components components,
    MultiThreadIoEventLoopGroup loops) {
  static Startup start(Settings settings, Function<NetworkSettings, ConnectionWire.Factory> wires) {
    Signals.ignoreSigio();
    Optional<Obstacle> obstacle = NativeTransport.obstacle();
    if (obstacle.isPresent()) {
      return new Startup.Refused(obstacle.get().line());
    }
    Path directory = settings.directory();
    return switch (LinuxFile.openDirectory(directory)) {
      case Opened.Failed(var errno) ->
          new Startup.Refused(
              settings.proxy().isUsed()
                  ? "cannot keep objects in %s (%s): make that directory, or name another with --cache"
                      .formatted(directory, errno)
                  : "cannot serve "
                      + directory
                      + " ("
                      + errno
                      + "): name a directory you can read");
      case Opened.File(LinuxFile root) ->
          switch (AdminToken.read(settings.admin().tokenFile())) {
            case AdminToken.Reading.Done(Optional<AdminToken> token) ->
                over(root, settings, token, wires);
            case AdminToken.Reading.Refused(String problem) -> {
              root.close();
              yield new Startup.Refused(problem);
            }
          };
    };
  }

  private static Startup over(
      LinuxFile root,
      Settings asked,
      Optional<AdminToken> adminToken,
      Function<NetworkSettings, ConnectionWire.Factory> wires) {
    MemoryBudget budget = new MemoryBudget(MemoryLimit.bytes());
    Settings settings = budget.fit(asked);
    SystemCalls calls = SystemCalls.of(root, settings.store().spool());
    if (calls.fatal().isPresent()) {
      root.close();
      return new Startup.Refused(calls.fatal().get().line());
    }
    Provable provable = Provable.of(root);
    List<Obstacle> notes = new ArrayList<>(budget.notes(asked));
    settings.serve().spa().flatMap(page -> missing(page, root)).ifPresent(notes::add);
    MultiThreadIoEventLoopGroup loops = Loops.create("untorn-loop", settings.network().threads());
    try {
      Components components = Components.over(root, settings, loops, wires);
      if (components.spoolDirectory().isEmpty()) {
        notes.add(
            new Obstacle(
                settings.store().spool() + " cannot be opened: copies are made beside the files",
                "name a directory on a disk with store.spool"));
      }
      notes.addAll(calls.notes());
      return new Bootstrap(settings, adminToken, provable, notes, components, loops).listen();
    } catch (IOException e) {
      end(loops);
      root.close();
      return new Startup.Refused("cannot start: " + Reason.of(e));
    }
  }

  /** A deployment may add the page later, so its absence does not prevent the start. */
  private static Optional<Obstacle> missing(String page, LinuxFile root) {
    return switch (root.openBeneath(PathBytes.of(page), LinuxFile.Symlinks.FOLLOWED, Walk.ANY)) {
      case Opened.File(LinuxFile file) -> {
        file.close();
        yield Optional.empty();
      }
      case Opened.Failed(var errno) ->
          Optional.of(
              new Obstacle(
                  "%s of serve.spa cannot be opened (%s)".formatted(page, errno),
                  "pages that don't exist get 404 until it is there"));
    };
  }

  private Startup listen() {
    ChannelFuture bound =
        Loops.listen(loops, settings.network(), components.http1()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      return undo(
          ("cannot listen on %s:%d (%s): choose another with --port or --bind, or --port 0 for any"
                  + " free one")
              .formatted(
                  settings.network().bind(),
                  settings.network().port(),
                  Loops.reason(bound.cause())));
    }
    components.meters().watchLoops(loops);
    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider pool) {
      components.meters().watchAllocator(pool);
    }
    Health health = new Health(components);
    if (!settings.admin().enabled()) {
      return started(bound.channel(), health, Optional.empty());
    }
    return switch (AdminServer.start(settings.admin(), adminToken, health)) {
      case AdminServer.Start.Listening(AdminServer admin) ->
          started(bound.channel(), health, Optional.of(admin));
      case AdminServer.Start.Unbindable(String reason) ->
          undo("cannot listen for metrics on " + reason + ": choose another with --admin-port");
    };
  }

  private Startup started(Channel listening, Health health, Optional<AdminServer> admin) {
    ServeSettings serve = settings.serve();
    int wanted = settings.admin().port();
    StartupReport report =
        new StartupReport(
            settings.directory().toAbsolutePath().normalize(),
            url(settings.network().bind(), Loops.port(listening)),
            serve.mode(),
            provable.sentence(),
            provable.level(serve.mode(), serve.whileWriting()).number(),
            remedies(),
            List.copyOf(notes),
            admin.map(server -> url(settings.admin().bind(), server.port())),
            wanted != 0 && admin.filter(server -> server.port() != wanted).isPresent());
    return new Startup.Started(
        new Server(settings, components, loops, listening, admin, health, report));
  }

  private List<String> remedies() {
    List<String> remedies = new ArrayList<>(provable.remedies());
    boolean wantsMoments =
        settings.serve().whileWriting() == WhileWriting.MOMENT
            || settings.rules().stream()
                .anyMatch(rule -> rule.whileWriting().equals(Optional.of(WhileWriting.MOMENT)));
    if (wantsMoments && !provable.clones()) {
      remedies.add(
          "while-writing: moment needs clones, which this filesystem lacks; it acts as committed");
    }
    return remedies;
  }

  private Startup undo(String problem) {
    end(loops);
    components.close();
    return new Startup.Refused(problem);
  }

  private static void end(MultiThreadIoEventLoopGroup loops) {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** An address that can be clicked. */
  private static String url(String bind, int port) {
    String host =
        switch (bind) {
          case "0.0.0.0", "::" -> "localhost";
          default -> bind.contains(":") ? "[" + bind + "]" : bind;
        };
    return "http://" + host + ":" + port + "/";
  }
}
