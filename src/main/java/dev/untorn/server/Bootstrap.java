package dev.untorn.server;

import dev.untorn.config.NetworkSettings;
import dev.untorn.config.Settings;
import dev.untorn.config.WhileWriting;
import dev.untorn.delivery.wire.ConnectionWire;
import dev.untorn.linux.MemoryLimit;
import dev.untorn.linux.Signals;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
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

/** The steps of a start. If one is refused, the steps before it are undone. */
final class Bootstrap {
  private Bootstrap() {}

  /** What was found out about the system before anything is served. */
  private record Tried(
      Provable provable, SystemCalls calls, List<Obstacle> memory, Optional<Obstacle> spa) {}

  static Startup start(Settings settings, Function<NetworkSettings, ConnectionWire.Factory> wires) {
    Signals.ignoreSigio();
    Optional<Obstacle> obstacle = NativeTransport.obstacle();
    if (obstacle.isPresent()) {
      return new Startup.Refused(obstacle.get().line());
    }
    Path directory = settings.serve().directory();
    return switch (LinuxFile.openDirectory(directory)) {
      case Opened.Failed(var errno) ->
          new Startup.Refused(
              "cannot serve " + directory + " (" + errno + "): name a directory you can read");
      case Opened.File(LinuxFile root) -> over(root, settings, wires);
    };
  }

  private static Startup over(
      LinuxFile root, Settings asked, Function<NetworkSettings, ConnectionWire.Factory> wires) {
    MemoryBudget budget = new MemoryBudget(MemoryLimit.bytes());
    Settings settings = budget.fit(asked);
    SystemCalls calls = SystemCalls.of(root, settings.store().spool());
    if (calls.fatal().isPresent()) {
      root.close();
      return new Startup.Refused(calls.fatal().get().line());
    }
    Tried tried =
        new Tried(Provable.of(root), calls, budget.notes(asked), StartupNotes.spa(settings, root));
    Components components;
    try {
      components = Components.over(root, settings, wires);
    } catch (IOException e) {
      root.close();
      return new Startup.Refused("cannot start: " + Reason.of(e));
    }
    MultiThreadIoEventLoopGroup loops = Loops.create("untorn-loop", settings.network().threads());
    ChannelFuture bound =
        Loops.listen(loops, settings.network(), components.http1()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      return undo(loops, components, cannotListen(settings.network(), bound.cause()));
    }
    components.meters().watchLoops(loops);
    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider pool) {
      components.meters().watchAllocator(pool);
    }
    Health health = new Health(components, settings);
    if (!settings.admin().enabled()) {
      return started(settings, components, loops, bound.channel(), tried, health, Optional.empty());
    }
    return switch (AdminServer.start(settings.admin(), health)) {
      case AdminServer.Start.Listening(AdminServer admin) ->
          started(settings, components, loops, bound.channel(), tried, health, Optional.of(admin));
      case AdminServer.Start.Unbindable(String reason) ->
          undo(
              loops,
              components,
              "cannot listen for metrics on " + reason + ": choose another with --admin-port");
    };
  }

  private static Startup started(
      Settings settings,
      Components components,
      MultiThreadIoEventLoopGroup loops,
      Channel listening,
      Tried tried,
      Health health,
      Optional<AdminServer> admin) {
    StartupReport startupReport =
        new StartupReport(
            settings.serve().directory().toAbsolutePath().normalize(),
            url(settings.network().bind(), Loops.port(listening)),
            settings.serve().mode(),
            tried.provable().sentence(),
            tried
                .provable()
                .level(settings.serve().mode(), settings.serve().whileWriting())
                .number(),
            remedies(tried.provable(), settings),
            StartupNotes.of(settings, components, tried.calls(), tried.memory(), tried.spa()),
            admin.map(server -> url(settings.admin().bind(), server.address().getPort())),
            admin.filter(server -> isMoved(settings, server)).isPresent());
    return new Startup.Started(
        new Server(settings, components, loops, listening, admin, health, startupReport));
  }

  private static List<String> remedies(Provable provable, Settings settings) {
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

  private static boolean isMoved(Settings settings, AdminServer admin) {
    return settings.admin().port() != 0 && settings.admin().port() != admin.address().getPort();
  }

  private static Startup undo(
      MultiThreadIoEventLoopGroup loops, Components components, String problem) {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    components.close();
    return new Startup.Refused(problem);
  }

  private static String cannotListen(NetworkSettings network, Throwable why) {
    return "cannot listen on "
        + network.bind()
        + ":"
        + network.port()
        + " ("
        + Loops.reason(why)
        + "): choose another with --port or --bind, or --port 0 for any free one";
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
