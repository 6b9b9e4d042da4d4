package dev.untorn.delivery.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.UnixChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Unix socket tells what is outstanding, but not what is acknowledged: it has no TCP_INFO. */
final class AckWatchTest {
  @TempDir Path directory;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

  @AfterEach
  void end() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private Channel connect(CompletableFuture<Channel> accepted) {
    DomainSocketAddress address = new DomainSocketAddress(directory.resolve("socket").toString());
    new ServerBootstrap()
        .group(loops)
        .channel(EpollServerDomainSocketChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                accepted.complete(channel);
              }
            })
        .bind(address)
        .syncUninterruptibly();
    return new Bootstrap()
        .group(loops)
        .channel(EpollDomainSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .handler(new ChannelInboundHandlerAdapter())
        .connect(address)
        .syncUninterruptibly()
        .channel();
  }

  /** Waits until pages that were handed out are released; true if the connection is open then. */
  private static boolean isOpenWhenReleased(Channel channel) throws Exception {
    CompletableFuture<Boolean> open = new CompletableFuture<>();
    SocketWire wire = new SocketWire((UnixChannel) channel, new CopyingDevices(List.of()));
    channel
        .eventLoop()
        .execute(() -> wire.handOut(() -> open.complete(channel.isActive())).awaitAck(false));
    return open.get(10, TimeUnit.SECONDS);
  }

  @Test
  void a_connection_of_which_the_kernel_tells_nothing_is_cut_not_completed() throws Exception {
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    Channel client = connect(accepted);
    Channel server = accepted.get(10, TimeUnit.SECONDS);
    assertTrue(isOpenWhenReleased(server), "nothing is outstanding");
    server.writeAndFlush(Unpooled.copyLong(1)).syncUninterruptibly();
    assertFalse(isOpenWhenReleased(server));
    client.close().syncUninterruptibly();
  }

  @Test
  void pages_of_a_connection_that_ended_are_released() throws Exception {
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    connect(accepted);
    Channel server = accepted.get(10, TimeUnit.SECONDS);
    server.close().syncUninterruptibly();
    assertFalse(isOpenWhenReleased(server));
  }
}
