package dev.untorn.origin.upstream;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.UpstreamOptions.Pooling;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.connect.ForwardProxies;
import dev.untorn.origin.upstream.connect.Resolver;
import dev.untorn.origin.upstream.connect.Via;
import dev.untorn.origin.upstream.redirect.Redirects;
import dev.untorn.semantics.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Event loops and clients for a test. */
final class UpstreamHarness implements AutoCloseable {
  /** Long enough for a busy machine. */
  static final long PATIENCE_SECONDS = 30;

  private static final Deadlines LONG =
      new Deadlines(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20));

  static final UpstreamOptions PATIENT =
      new UpstreamOptions(
          new Pooling(8, 8, Duration.ofSeconds(20)),
          LONG,
          UpstreamOptions.DEFAULTS.tls(),
          Redirects.NONE);

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final Resolver resolver = Resolver.ofThisMachine(workers);
  private final UpstreamServices services =
      new UpstreamServices(resolver, ForwardProxies.NONE, Via.random(), InstantSource.system());
  private final List<UpstreamClient> clients = new ArrayList<>();

  /** An event loop. */
  EventLoop loop() {
    return loops.next();
  }

  Via via() {
    return services.via();
  }

  Resolver resolver() {
    return resolver;
  }

  UpstreamClient client(Endpoint upstream, UpstreamOptions options) {
    return client(upstream, options, services);
  }

  UpstreamClient client(Endpoint upstream, UpstreamOptions options, UpstreamServices services) {
    return client(List.of(new BaseUrl(upstream, "")), options, services);
  }

  /** Of an origin with several URLs. */
  UpstreamClient client(UpstreamOptions options, BaseUrl... urls) {
    return client(List.of(urls), options, services);
  }

  private UpstreamClient client(
      List<BaseUrl> urls, UpstreamOptions options, UpstreamServices services) {
    UpstreamClient client = new UpstreamClient(urls, options, services);
    clients.add(client);
    return client;
  }

  UpstreamClient client(ScriptedOrigin origin) {
    return client(origin.endpoint(), PATIENT);
  }

  /** Patient options with other deadlines. */
  static UpstreamOptions with(Deadlines deadlines) {
    return new UpstreamOptions(PATIENT.pooling(), deadlines, PATIENT.tls(), Redirects.NONE);
  }

  /** Sends a GET on a given loop, and waits for what becomes of it. */
  static UpstreamResult get(UpstreamClient client, EventLoop loop, String target) {
    return send(client, loop, UpstreamRequest.of("GET", target, Fields.NONE));
  }

  static UpstreamResult send(UpstreamClient client, EventLoop loop, UpstreamRequest request) {
    return await(client.send(loop, request).toCompletableFuture());
  }

  static UpstreamResponse responded(UpstreamResult result) {
    return assertInstanceOf(UpstreamResult.Responded.class, result).response();
  }

  static UpstreamResult.Failed failed(UpstreamResult result) {
    return assertInstanceOf(UpstreamResult.Failed.class, result);
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The status of a response whose body does not matter. */
  static int status(UpstreamResult result) {
    UpstreamResponse response = responded(result);
    response.body().cancel();
    return response.status();
  }

  /** A body read to its end. */
  record Whole(String octets, BodyEnd end) {}

  static Whole whole(UpstreamResponse response) {
    CompletableFuture<Whole> whole = new CompletableFuture<>();
    response.body().read(new Collector(response.body(), whole));
    return await(whole);
  }

  /** The next piece alone, or nothing at the end. */
  static String piece(UpstreamResponse response) {
    CompletableFuture<String> piece = new CompletableFuture<>();
    response
        .body()
        .read(
            new BodyReceiver() {
              @Override
              public void piece(ByteBuf octets) {
                piece.complete(octets.toString(StandardCharsets.ISO_8859_1));
                octets.release();
              }

              @Override
              public void end(BodyEnd end) {
                piece.complete("");
              }
            });
    return await(piece);
  }

  @Override
  public void close() {
    clients.forEach(UpstreamClient::close);
    services.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    workers.shutdownNow();
  }

  /** Reads on and on. */
  private record Collector(
      BodySource body, CompletableFuture<Whole> whole, ByteArrayOutputStream octets)
      implements BodyReceiver {
    Collector(BodySource body, CompletableFuture<Whole> whole) {
      this(body, whole, new ByteArrayOutputStream());
    }

    @Override
    public void piece(ByteBuf piece) {
      try {
        piece.readBytes(octets, piece.readableBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        piece.release();
      }
      body.read(this);
    }

    @Override
    public void end(BodyEnd end) {
      whole.complete(new Whole(octets.toString(StandardCharsets.ISO_8859_1), end));
    }
  }
}
