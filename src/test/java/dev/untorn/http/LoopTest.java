package dev.untorn.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Ending;
import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.delivery.wire.CopyingDevices;
import dev.untorn.delivery.wire.SocketWire;
import dev.untorn.http.h1.Http1;
import dev.untorn.metrics.Meters;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event loop with several connections, some of which fail in ways that nobody foresaw. */
final class LoopTest {
  /** Needs a worker. */
  private static final String LIST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final String GET = "GET /f HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir Path directory;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final Meters meters = new Meters("test");
  private final AtomicReference<Http1> http1 = new AtomicReference<>();
  private boolean handlerBefore;
  private volatile boolean broken;

  /** A bug that even the line in the log about it runs into. */
  private static final class Unspeakable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("a bug in a bug");
    }
  }

  @BeforeEach
  void makeFile() throws Exception {
    Files.writeString(directory.resolve("f"), "fine");
  }

  @AfterEach
  void end() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    meters.close();
  }

  private void work(Runnable task) {
    if (broken) {
      throw new Unspeakable();
    }
    task.run();
  }

  private InetSocketAddress serve() throws Exception {
    CopyingDevices copying = new CopyingDevices(List.of());
    Http1 served =
        new Http1(
            TestServer.of(directory, meters, this::work),
            channel -> new SocketWire(channel, copying));
    http1.set(served);
    Channel listening =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<EpollSocketChannel>() {
                  @Override
                  protected void initChannel(EpollSocketChannel channel) {
                    if (handlerBefore) {
                      channel.pipeline().addLast(new ChannelOutboundHandlerAdapter() {});
                    }
                    served.accept(channel);
                    accepted.add(channel);
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return (InetSocketAddress) listening.localAddress();
  }

  private List<WireClient> connect(InetSocketAddress address, int count) throws Exception {
    List<WireClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(WireClient.connect(address));
    }
    return clients;
  }

  /** All in one turn of the loop, as if it had read them together. */
  private void sendTogether(int count) throws Exception {
    List<Channel> channels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      channels.add(accepted.take());
    }
    Runnable read =
        () ->
            channels.forEach(channel ->
                channel
                    .pipeline()
                    .fireChannelRead(Unpooled.copiedBuffer(LIST, StandardCharsets.US_ASCII)));
    channels.getFirst().eventLoop().submit(read).get();
  }

  @Test
  void a_connection_whose_very_end_fails_takes_no_other_with_it() throws Exception {
    InetSocketAddress address = serve();
    broken = true;
    List<WireClient> clients = connect(address, 3);
    sendTogether(3);
    for (WireClient client : clients) {
      Reply reply = client.read();
      assertEquals(Ending.RESET, reply.ending(), reply::toString);
      client.close();
    }
    broken = false;
    try (WireClient client = WireClient.connect(address)) {
      assertEquals("fine", client.ask(GET).text());
    }
  }

  @Test
  void a_handler_that_would_be_bypassed_is_refused() throws Exception {
    handlerBefore = true;
    try (WireClient client = WireClient.connect(serve())) {
      client.send(GET);
      assertTrue(client.read().rawHead().isEmpty(), "answered past the handler");
    } catch (SocketException e) {
      // Refused before the client's connect had returned.
      assertEquals("Connection reset by peer", e.getMessage());
    }
  }

  @Test
  void a_request_that_was_read_is_answered_although_the_server_stops() throws Exception {
    try (WireClient client = WireClient.connect(serve())) {
      Channel channel = accepted.take();
      Runnable both =
          () -> {
            http1.get().drain(); // Its task comes before that of the request.
            channel
                .pipeline()
                .fireChannelRead(Unpooled.copiedBuffer(GET, StandardCharsets.US_ASCII));
          };
      channel.eventLoop().submit(both).get();
      Reply reply = client.read();
      assertEquals("fine", reply.text());
      assertEquals(Optional.of("close"), reply.field("connection"));
    }
  }
}
