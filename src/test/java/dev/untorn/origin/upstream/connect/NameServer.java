package dev.untorn.origin.upstream.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers DNS queries over UDP on loopback as a test says (RFC 1035). */
final class NameServer implements AutoCloseable {
  private static final int TYPE_A = 1;
  private static final int HEADER_BYTES = 12;
  private static final int NO_SUCH_NAME = 3;

  /** How it answers. */
  enum Manner {
    ADDRESSES,
    NO_SUCH_NAME,
    SILENCE
  }

  private final DatagramSocket socket;
  private final AtomicInteger queries = new AtomicInteger();
  private volatile Manner manner = Manner.ADDRESSES;
  private volatile List<String> addresses;
  private final int ttlSeconds;

  NameServer(int ttlSeconds, String... addresses) throws IOException {
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    this.ttlSeconds = ttlSeconds;
    this.addresses = List.of(addresses);
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
  }

  void answer(String... others) {
    addresses = List.of(others);
  }

  void behave(Manner other) {
    manner = other;
  }

  /** Queries for addresses of version 4. */
  int queries() {
    return queries.get();
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (true) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
        if (manner != Manner.SILENCE) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private byte[] answer(byte[] query) throws IOException {
    int end = HEADER_BYTES;
    while (query[end] != 0) {
      end += query[end] + 1;
    }
    int type = query[end + 1] << 8 | query[end + 2];
    if (type == TYPE_A) {
      queries.incrementAndGet();
    }
    boolean isKnown = manner == Manner.ADDRESSES;
    List<String> found = isKnown && type == TYPE_A ? addresses : List.of();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write(query, 0, 2); // The query's number.
    // A response, recursion desired and available, one question.
    answer.write(new byte[] {(byte) 0x81, (byte) (0x80 | (isKnown ? 0 : NO_SUCH_NAME)), 0, 1});
    answer.write(new byte[] {0, (byte) found.size(), 0, 0, 0, 0});
    answer.write(query, HEADER_BYTES, end + 5 - HEADER_BYTES); // The question.
    for (String address : found) {
      answer.write(new byte[] {(byte) 0xc0, HEADER_BYTES, 0, TYPE_A, 0, 1});
      answer.write(new byte[] {0, 0, (byte) (ttlSeconds >> 8), (byte) ttlSeconds, 0, 4});
      answer.write(InetAddress.ofLiteral(address).getAddress());
    }
    return answer.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
