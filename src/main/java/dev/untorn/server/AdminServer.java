package dev.untorn.server;

import dev.untorn.config.AdminSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Serves metrics and health on its own listener and event loop, which answers while those of the
 * files are stuck. The number of connections is bounded; those that have not sent a request yet are
 * closed for new ones, so that no client can keep others out.
 */
record AdminServer(EventLoopGroup loop, Channel listening) implements AutoCloseable {
  /** A few scrapers and probes; more is a mistake or an attack. */
  private static final int CONNECTIONS_MAX = 64;

  private static final int BACKLOG = 128;

  /** A request is one line and some fields. */
  private static final int LINE_SIZE_BYTES_MAX = 4 << 10;

  private static final int FIELDS_SIZE_BYTES_MAX = 12 << 10;
  private static final int CHUNK_SIZE_BYTES = 8 << 10;
  private static final long END_SECONDS = 2;

  sealed interface Start {
    /** Listening on {@link AdminServer#port}. The receiver closes it. */
    record Listening(AdminServer server) implements Start {}

    record Unbindable(String reason) implements Start {}
  }

  /** Listens on the configured port, or, if it is taken and not required, on any free one. */
  static Start start(
      AdminSettings settings, Optional<AdminToken> token, AdminServerSources sources) {
    EventLoopGroup loop = Loops.create("untorn-admin", 1);
    AdminAnswers answers =
        new AdminAnswers(sources, new AdminHosts(settings), new AdminDeletions(sources, token));
    int port = settings.port();
    ChannelFuture bound = listen(loop, answers, settings.bind(), port);
    if (!bound.isSuccess() && !settings.portRequired()) {
      port = 0;
      bound = listen(loop, answers, settings.bind(), port);
    }
    if (bound.isSuccess()) {
      return new Start.Listening(new AdminServer(loop, bound.channel()));
    }
    end(loop);
    return new Start.Unbindable(settings.bind() + ":" + port + ": " + Loops.reason(bound.cause()));
  }

  private static ChannelFuture listen(
      EventLoopGroup loop, AdminAnswers answers, String host, int port) {
    Set<AdminConnection> open = new LinkedHashSet<>(); // the oldest first; the loop's alone
    return Loops.listener(loop, BACKLOG, channel -> accept(channel, answers, open))
        .handler(new AcceptFailures())
        .bind(new InetSocketAddress(host, port))
        .awaitUninterruptibly();
  }

  private static void accept(
      EpollSocketChannel channel, AdminAnswers answers, Set<AdminConnection> open) {
    AdminConnection connection = new AdminConnection(channel, answers, open);
    channel
        .pipeline()
        .addLast(new HttpServerCodec(LINE_SIZE_BYTES_MAX, FIELDS_SIZE_BYTES_MAX, CHUNK_SIZE_BYTES))
        .addLast(connection);
    if (open.size() > CONNECTIONS_MAX) {
      open.stream()
          .filter(AdminConnection::isWaiting)
          .findFirst()
          .ifPresent(AdminConnection::close);
    }
  }

  int port() {
    return Loops.port(listening);
  }

  /** Stops at once; current answers are cut. */
  @Override
  public void close() {
    end(loop);
  }

  private static void end(EventLoopGroup loop) {
    var _ =
        loop.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS)
            .awaitUninterruptibly(END_SECONDS, TimeUnit.SECONDS);
  }
}
