package dev.untorn.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Answers every request as a test says; a thread for each connection. */
public final class StubServer implements AutoCloseable {
  private static final int READ_BYTES = 64 * 1024;

  /** Given the number of a request, from 0, what to send. */
  public interface Answer {
    String to(long number);
  }

  /** Likewise, knowing whether it was HEAD. */
  interface AnyAnswer {
    String to(long number, boolean head);
  }

  private final ServerSocket listener;
  private final AnyAnswer answer;
  private final ConcurrentLinkedQueue<Socket> askedByHead = new ConcurrentLinkedQueue<>();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong mostAtOnce = new AtomicLong();

  /** Answers as told, HEAD or not. */
  public StubServer(Answer answer) throws IOException {
    this((number, _) -> answer.to(number));
  }

  StubServer(AnyAnswer answer) throws IOException {
    this.answer = answer;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** A good response. */
  public static String ok(String body, String... fields) {
    StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** An answer to HEAD. */
  static String head(long lengthBytes) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + lengthBytes + "\r\n\r\n";
  }

  /** Closes a connection that asked by HEAD last; there is one. */
  void endOneThatAskedByHead() throws IOException {
    askedByHead.remove().close();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  long connections() {
    return connections.get();
  }

  long requests() {
    return requests.get();
  }

  /** Requests that lay in one read together. */
  long mostAtOnce() {
    return mostAtOnce.get();
  }

  /** Waits for what must come true. */
  static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not in 20 s");
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** Waits in an answer. */
  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the end of the test.
      return;
    }
  }

  private void serve(Socket socket) {
    byte[] bytes = new byte[READ_BYTES];
    try (socket) {
      InputStream in = socket.getInputStream();
      for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
        // The generator writes whole requests.
        String text = new String(bytes, 0, count, StandardCharsets.US_ASCII);
        long heads = text.split("\r\n\r\n", -1).length - 1L;
        mostAtOnce.accumulateAndGet(heads, Math::max);
        boolean close = text.contains("Connection: close");
        boolean head = text.startsWith("HEAD");
        if (head) {
          askedByHead.add(socket);
        }
        for (long i = 0; i < heads; i++) {
          String reply = answer.to(requests.getAndIncrement(), head);
          socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
          if (close) {
            return;
          }
        }
      }
    } catch (IOException e) {
      // The generator left.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
