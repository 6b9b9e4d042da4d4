package dev.untorn.delivery.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.RawFile;
import dev.untorn.version.StoreFixture;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every wire does, on a real connection whose client reads as much as a test says. */
abstract class WireContract {
  private static final int FILE_BYTES = 3_000_000;

  @TempDir Path directory;
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final ChannelHandler protocol = new Protocol();
  private Socket client;
  private ConnectionWire wire;

  /** The wire of a new connection. */
  abstract ConnectionWire wire(UnixChannel channel);

  /** Reads nothing; closes after an exception. */
  private static final class Protocol extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }

  @BeforeEach
  void connect() throws Exception {
    CompletableFuture<ConnectionWire> accepted = new CompletableFuture<>();
    Channel listening =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerSocketChannel.class)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.SO_SNDBUF, 64 * 1024)
            .childHandler(
                new ChannelInitializer<EpollSocketChannel>() {
                  @Override
                  protected void initChannel(EpollSocketChannel channel) {
                    ConnectionWire made = wire(channel);
                    channel.pipeline().addLast(protocol);
                    accepted.complete(made);
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    client = new Socket();
    client.setReceiveBufferSize(16 * 1024);
    client.setSoTimeout(20_000);
    client.connect(listening.localAddress());
    wire = accepted.get(20, TimeUnit.SECONDS);
    StoreFixture.await(wire::isOpen);
  }

  @AfterEach
  void end() throws Exception {
    client.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private <T> T onLoop(Callable<T> task) {
    Future<T> done = wire.loop().submit(task);
    assertTrue(done.awaitUninterruptibly(20, TimeUnit.SECONDS));
    return done.syncUninterruptibly().getNow();
  }

  private void run(Runnable task) {
    wire.loop().submit(task).syncUninterruptibly();
  }

  private static ByteBuffer bytes(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(ascii.length).put(ascii).flip();
  }

  private static ByteBuf buffer(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private String read(int bytes) throws IOException {
    return new String(client.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  private byte[] fileBytes() throws IOException {
    byte[] content = new byte[FILE_BYTES];
    new Random(1).nextBytes(content);
    Files.write(directory.resolve("f"), content);
    return content;
  }

  private LinuxFile file() {
    Opened opened = RawFile.open(directory.resolve("f"), RawFile.Access.READ);
    return assertInstanceOf(Opened.File.class, opened).file();
  }

  private FileWrite startFile(LinuxFile file) throws Exception {
    FileWrite write = new FileWrite(wire, file, FILE_BYTES);
    run(() -> wire.whenWritable(write));
    return write;
  }

  /** A write that has begun and stays pending: it is larger than all buffers to the client. */
  private FileWrite pending(LinuxFile file) throws Exception {
    FileWrite write = startFile(file);
    StoreFixture.await(() -> onLoop(() -> write.offset > 0));
    return write;
  }

  @Test
  void what_is_sent_arrives_in_order_and_buffers_are_left_as_they_were() throws Exception {
    ByteBuffer one = bytes("one ");
    ByteBuffer two = bytes("two ");
    onLoop(() -> {
      assertEquals(4, wire.trySend(one));
      assertEquals(8, wire.trySend(one, two));
      assertEquals(4, one.remaining());
      assertEquals(4, two.remaining());
      return wire.write(buffer("three"));
    });
    assertEquals("one one two three", read(17));
  }

  @Test
  void a_buffer_may_be_used_again_at_once() throws Exception {
    onLoop(() -> {
      ByteBuffer same = bytes("aaaa");
      assertEquals(4, wire.trySend(same));
      same.put(0, bytes("bbbb"), 0, 4);
      assertEquals(4, wire.trySend(same));
      return same.put(0, bytes("cccc"), 0, 4);
    });
    assertEquals("aaaabbbb", read(8));
  }

  @Test
  void a_pending_write_goes_on_when_the_client_reads() throws Exception {
    byte[] content = fileBytes();
    try (LinuxFile file = file()) {
      FileWrite write = pending(file);
      assertFalse(write.end.isDone());
      assertTrue(onLoop(wire::unackedBytes) > 0);
      assertEquals(0, onLoop(() -> wire.trySend(bytes("before the rest?"))).longValue());
      assertArrayEquals(content, client.getInputStream().readNBytes(FILE_BYTES));
      assertEquals("sent", write.end.get(20, TimeUnit.SECONDS));
      StoreFixture.await(() -> onLoop(wire::unackedBytes) == 0);
    }
  }

  @Test
  void what_was_written_stays_before_what_is_written_later() throws Exception {
    byte[] content = fileBytes();
    try (LinuxFile file = file()) {
      onLoop(() -> wire.write(Unpooled.wrappedBuffer(content)));
      FileWrite write = startFile(file);
      assertArrayEquals(content, client.getInputStream().readNBytes(FILE_BYTES));
      assertArrayEquals(content, client.getInputStream().readNBytes(FILE_BYTES));
      assertEquals("sent", write.end.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void a_reset_leaves_the_client_without_an_end() throws Exception {
    fileBytes();
    try (LinuxFile file = file()) {
      FileWrite write = pending(file);
      run(wire::reset);
      run(wire::reset);
      assertEquals("ClosedChannelException", closedName(write));
      assertThrows(IOException.class, () -> client.getInputStream().readAllBytes());
      assertFalse(wire.isOpen());
    }
  }

  /** Wires have subclasses of it. */
  private static String closedName(FileWrite write) throws Exception {
    return write.end.get(20, TimeUnit.SECONDS).replace("Stacked", "").replace("Stackless", "");
  }

  @Test
  void a_write_that_fails_resets_the_wire_and_is_told_why() throws Exception {
    Files.write(directory.resolve("f"), new byte[100_000]);
    try (LinuxFile file = file()) {
      FileWrite write = startFile(file); // As if the file were longer.
      assertEquals("ShortFileException", write.end.get(20, TimeUnit.SECONDS));
      assertThrows(IOException.class, () -> client.getInputStream().readAllBytes());
    }
  }

  @Test
  void a_write_with_a_bug_resets_the_wire_too() throws Exception {
    fileBytes();
    try (LinuxFile file = file()) {
      FileWrite write = pending(file);
      run(() -> write.hasBug = true);
      assertThrows(IOException.class, () -> client.getInputStream().readAllBytes());
      assertTrue(write.end.get(20, TimeUnit.SECONDS).endsWith("Exception"));
    }
  }

  @Test
  void after_the_end_nothing_is_taken_and_writes_fail() throws Exception {
    run(wire::reset);
    StoreFixture.await(() -> !wire.isOpen());
    fileBytes();
    try (LinuxFile file = file()) {
      assertEquals(0, onLoop(() -> wire.trySend(bytes("x"))).longValue());
      assertEquals(0, onLoop(() -> wire.trySend(bytes("x"), bytes("y"))).longValue());
      assertEquals("ClosedChannelException", closedName(startFile(file)));
      assertInstanceOf(
          ClosedChannelException.class,
          onLoop(() -> wire.write(buffer("x"))).awaitUninterruptibly().cause());
    }
  }

  @Test
  void the_output_ends_behind_all_that_was_sent_and_input_goes_on() throws Exception {
    onLoop(() -> {
      assertEquals(4, wire.trySend(bytes("last")));
      wire.shutdownOutput();
      return wire;
    });
    assertEquals("last", read(5));
    client.getOutputStream().write('x');
    assertTrue(wire.isOpen());
  }

  @Test
  void closing_loses_nothing() throws Exception {
    onLoop(() -> {
      assertFalse(wire.hasUnackedPages());
      assertEquals(4, wire.trySend(bytes("last")));
      wire.close();
      return wire;
    });
    assertEquals("last", read(5));
    StoreFixture.await(() -> !wire.isOpen());
  }

  @Test
  void the_protocol_alone_may_read_from_the_connection() throws Exception {
    run(() -> wire.requireAlone(protocol));
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    run(() -> wire.whenNoUnackedPages(() -> done.complete(true)));
    assertTrue(done.isDone());
    assertTrue(onLoop(wire::isSameHost), "over loopback, or by copying");
  }
}
