package dev.untorn.server;

import dev.untorn.config.NetworkSettings;
import dev.untorn.http.h1.Http1;
import dev.untorn.linux.net.Ingress;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening socket and the event loops. */
final class Loops {
  private static final Logger LOG = LoggerFactory.getLogger(Loops.class);

  /** Connections that the kernel completes before they are accepted. */
  private static final int BACKLOG = 4096;

  /** Of one read. Most heads fit, and an idle connection holds no buffer. */
  private static final int READ_SIZE_BYTES = 4096;

  private Loops() {}

  static MultiThreadIoEventLoopGroup create(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(name), SteadyEpoll.newFactory());
  }

  /** What all listening sockets have in common. */
  static ServerBootstrap listener(
      EventLoopGroup loops, int backlog, Consumer<EpollSocketChannel> connected) {
    return new ServerBootstrap()
        .group(loops)
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, backlog)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childHandler(
            new ChannelInitializer<EpollSocketChannel>() {
              @Override
              protected void initChannel(EpollSocketChannel channel) {
                connected.accept(channel);
              }
            });
  }

  static ChannelFuture listen(EventLoopGroup loops, NetworkSettings network, Http1 http1) {
    return listener(loops, BACKLOG, http1::accept)
        .handler(
            new ChannelInitializer<EpollServerSocketChannel>() {
              @Override
              protected void initChannel(EpollServerSocketChannel channel) {
                if (!Ingress.record(channel.fd().intValue())) {
                  LOG.info(
                      "the kernel does not say by which device a connection comes in"
                          + " (TCP_SAVE_SYN): leased files are copied for all clients");
                }
                channel.pipeline().addLast(new AcceptFailures());
              }
            })
        .childOption(
            ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_SIZE_BYTES))
        .bind(new InetSocketAddress(network.bind(), network.port()));
  }

  /** Why listening failed: the kernel's message, without Netty's name of the call. */
  static String reason(Throwable why) {
    return why instanceof UnresolvedAddressException ? "no such host" : AcceptFailures.reason(why);
  }

  static int port(Channel listening) {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }
}
