package dev.untorn.lab.link;

import dev.untorn.lab.mount.SystemTool;
import dev.untorn.linux.lab.NetNamespace;
import java.io.IOException;
import java.net.Inet4Address;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two network namespaces joined by a veth pair, for one experiment. The sender's device has
 * scatter-gather off, so it copies what it sends. Needs root and ip(8).
 *
 * <p>Packets are lost by giving the sender a false hardware address for its peer: frames leave the
 * sender's device, and the peer's device drops them as addressed to another device. It needs no
 * queue discipline or packet filter, which small kernels lack.
 */
public sealed class VethPair implements Link permits LossyVethPair, ProxiedVethPair {
  public static final Inet4Address SENDER_ADDRESS = Inet4Address.ofLiteral("192.0.2.1");

  public static final String SENDER_DEVICE = "sender0";

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final Inet4Address RECEIVER_ADDRESS = Inet4Address.ofLiteral("192.0.2.2");
  private static final String RECEIVER_DEVICE = "receiver0";
  private static final String SENDER_HARDWARE = "02:00:00:00:00:01";
  private static final String RECEIVER_HARDWARE = "02:00:00:00:00:02";
  private static final String NOBODY_HARDWARE = "02:00:00:00:00:03";

  private final String sender;
  private final String receiver;
  private final Thread cleaner;

  VethPair() {
    String unique = ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    this.sender = "untorn-s-" + unique;
    this.receiver = "untorn-r-" + unique;
    this.cleaner = new Thread(this::remove, "namespace-cleaner");
  }

  /**
   * Sets one up.
   *
   * @throws IOException with the reason; everything is cleaned up
   */
  public static VethPair create() throws IOException {
    return built(new VethPair());
  }

  static VethPair built(VethPair pair) throws IOException {
    try {
      Runtime.getRuntime().addShutdownHook(pair.cleaner);
    } catch (IllegalStateException e) {
      throw new IOException("the process is ending", e);
    }
    try {
      pair.build();
      return pair;
    } catch (IOException e) {
      pair.close();
      throw e;
    }
  }

  void build() throws IOException {
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
    sender().disableScatterGather(SENDER_DEVICE);
    ip("-n %s link set lo up".formatted(sender));
    end(sender, SENDER_DEVICE, SENDER_ADDRESS);
    end(receiver, RECEIVER_DEVICE, RECEIVER_ADDRESS);
    restore();
  }

  private static void end(String namespace, String device, Inet4Address address)
      throws IOException {
    ip("-n %s address add %s/24 dev %s".formatted(namespace, address.getHostAddress(), device));
    ip("-n %s link set %s up".formatted(namespace, device));
  }

  private void neighbour(String hardware) throws IOException {
    byte[] address = HexFormat.ofDelimiter(":").parseHex(hardware);
    sender().setNeighbour(SENDER_DEVICE, RECEIVER_ADDRESS, address);
  }

  private static void ip(String arguments) throws IOException {
    SystemTool.run("ip " + arguments);
  }

  /** Has a loopback device of its own. */
  public final NetNamespace sender() {
    return new NetNamespace(sender);
  }

  public final NetNamespace receiver() {
    return new NetNamespace(receiver);
  }

  @Override
  public final Inet4Address serverAddress() {
    return SENDER_ADDRESS;
  }

  @Override
  public final Optional<String> copyingDevice() {
    return Optional.of(SENDER_DEVICE);
  }

  @Override
  public final <T> T atServer(Callable<T> task) throws IOException {
    return sender().call(task);
  }

  @Override
  public final <T> T atClients(Callable<T> task) throws IOException {
    return receiver().call(task);
  }

  /** Loses every packet of the sender from now on. */
  public final void lose() throws IOException {
    neighbour(NOBODY_HARDWARE);
  }

  public final void restore() throws IOException {
    neighbour(RECEIVER_HARDWARE);
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The process is ending: the cleaner has run, or finds nothing.
      assert !cleaner.isInterrupted();
    }
  }

  /** Devices are removed with their namespaces. */
  private void remove() {
    for (String namespace : new String[] {sender, receiver}) {
      try {
        ip("netns delete " + namespace);
      } catch (IOException e) {
        // It was never created, or is gone already.
      }
    }
  }
}
