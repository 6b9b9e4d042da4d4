package dev.untorn.lab.hazard;

import dev.untorn.linux.NetNamespace;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two network namespaces joined by a pair of veth devices, made for the experiment and removed
 * after it. The sender's device has scatter-gather off. Needs root and ip(8).
 *
 * <p>Packets are lost by giving the sender a false hardware address for its peer: frames leave the
 * sender's device, and the peer's device drops them as meant for somebody else. It needs no queue
 * discipline or packet filter, which small kernels lack.
 */
final class WireLink implements Link {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final String SENDER_ADDRESS = "192.0.2.1";
  private static final String RECEIVER_ADDRESS = "192.0.2.2";
  private static final String SENDER_HARDWARE = "02:00:00:00:00:01";
  private static final String RECEIVER_HARDWARE = "02:00:00:00:00:02";
  private static final String NOBODY_HARDWARE = "02:00:00:00:00:03";
  private static final String SENDER_DEVICE = "sender0";
  private static final String RECEIVER_DEVICE = "receiver0";

  private final Network network;
  private final String sender;
  private final String receiver;
  private final Thread cleaner;

  private WireLink(Network network) {
    String unique = ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    this.network = network;
    this.sender = "untorn-s-" + unique;
    this.receiver = "untorn-r-" + unique;
    this.cleaner = new Thread(this::remove, "namespace-cleaner");
  }

  /**
   * Makes namespaces and devices.
   *
   * @throws IOException with what this machine refused; nothing is left behind
   */
  static WireLink create(Network network) throws IOException {
    WireLink link = new WireLink(network);
    Runtime.getRuntime().addShutdownHook(link.cleaner);
    try {
      link.build();
      return link;
    } catch (IOException e) {
      link.close();
      throw e;
    }
  }

  private void build() throws IOException {
    ip("netns add " + sender);
    ip("netns add " + receiver);
    ip(
        "-n %s link add %s address %s type veth peer name %s address %s netns %s"
            .formatted(
                sender,
                SENDER_DEVICE,
                SENDER_HARDWARE,
                RECEIVER_DEVICE,
                RECEIVER_HARDWARE,
                receiver));
    new NetNamespace(sender).disableScatterGather(SENDER_DEVICE);
    end(sender, SENDER_DEVICE, SENDER_ADDRESS);
    end(receiver, RECEIVER_DEVICE, RECEIVER_ADDRESS);
    neighbour(RECEIVER_HARDWARE);
  }

  private static void end(String namespace, String device, String address) throws IOException {
    ip("-n %s address add %s/24 dev %s".formatted(namespace, address, device));
    ip("-n %s link set %s up".formatted(namespace, device));
  }

  private void neighbour(String hardware) throws IOException {
    ip(
        "-n %s neighbour replace %s lladdr %s dev %s nud permanent"
            .formatted(sender, RECEIVER_ADDRESS, hardware, SENDER_DEVICE));
  }

  private static void ip(String arguments) throws IOException {
    Tool.run("ip " + arguments);
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Connection connect() throws IOException {
    Inet4Address address = Inet4Address.ofLiteral(SENDER_ADDRESS);
    try (TcpSocket listener = new NetNamespace(sender).call(() -> TcpSocket.listen(address))) {
      int port = listener.port();
      TcpSocket peer =
          new NetNamespace(receiver)
              .call(() ->
                  TcpSocket.connect(address, port, RECEIVE_BUFFER_BYTES, RECEIVE_TIMEOUT_SECONDS));
      return Connection.accepted(listener, peer);
    }
  }

  @Override
  public void lose() throws IOException {
    neighbour(NOBODY_HARDWARE);
  }

  @Override
  public void restore() throws IOException {
    neighbour(RECEIVER_HARDWARE);
  }

  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(cleaner);
  }

  /** The devices go with their namespaces. */
  private void remove() {
    for (String namespace : new String[] {sender, receiver}) {
      try {
        ip("netns delete " + namespace);
      } catch (IOException e) {
        // It was never made, or is gone: there is nothing left to remove.
      }
    }
  }
}
