package dev.untorn.delivery.wire;

import dev.untorn.linux.net.Acknowledged;
import dev.untorn.linux.net.Egress;
import dev.untorn.linux.net.Ingress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a connection's peer is behind a device that copies what it sends, so that pages of a
 * leased file may be sent by reference, and whether the kernel reports what the peer has
 * acknowledged. Thread-safe.
 *
 * <p>The route to the peer's address is not enough: a transparent proxy on this host connects from
 * the address of its own client, and policy routing brings the answers back to it over loopback. So
 * the connection must have come in by the device that the route names. A device that only the
 * kernel considers real must also have been polled by its driver. The unknown counts as this host.
 * Routes are cached for each pair of addresses.
 */
public final class CopyingDevices {
  /** Some 100 bytes each; more clients within seconds query the kernel again. */
  static final int ENTRIES_MAX = 8192;

  /** Routes and devices change while a server runs: containers come, cards fail over. */
  static final long ENTRY_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

  private final List<Pattern> copyingDevices;
  private final LongSupplier clock;

  /** Finds the device of a pair of addresses, as {@link Egress#of}. */
  private final BiFunction<InetAddress, InetAddress, Egress.Finding> lookup;

  /** In insertion order, so the eldest is evicted first. */
  private final SequencedMap<Ends, CachedRoute> known = new LinkedHashMap<>();

  /** A device that copies what it sends; {@code byName} if the user says so, not the kernel. */
  record Device(String name, boolean byName) {}

  private record Ends(InetAddress local, InetAddress peer) {}

  private record CachedRoute(Optional<Device> device, long nanos) {}

  /**
   * Takes names of devices that copy what they send, whatever the kernel reports, with * for any
   * letters ({@code bond*}). Never applies to the loopback device.
   */
  public CopyingDevices(List<String> copyingDevices) {
    this(copyingDevices, System::nanoTime, Egress::of);
    // The first call links C functions, which takes milliseconds: now, not on an event loop.
    InetAddress loopback = InetAddress.getLoopbackAddress();
    var _ = lookup.apply(loopback, loopback);
  }

  CopyingDevices(
      List<String> copyingDevices,
      LongSupplier clock,
      BiFunction<InetAddress, InetAddress, Egress.Finding> lookup) {
    this.copyingDevices = copyingDevices.stream().map(CopyingDevices::pattern).toList();
    this.clock = clock;
    this.lookup = lookup;
  }

  /** Call it once for a connection: the kernel forgets the incoming device. */
  boolean areBefore(int socket, InetSocketAddress local, InetSocketAddress remote) {
    return find(local, remote).filter(device -> isIngress(socket, device)).isPresent()
        && Acknowledged.canBeAsked(socket);
  }

  private static boolean isIngress(int socket, Device device) {
    return Ingress.isBy(socket, device.name()) && (device.byName() || Ingress.isPolled(socket));
  }

  /** The device, if acknowledged bytes no longer depend on their file; empty if unknown. */
  Optional<Device> find(InetSocketAddress local, InetSocketAddress remote) {
    Ends ends = new Ends(local.getAddress(), remote.getAddress());
    long now = clock.getAsLong();
    synchronized (known) {
      CachedRoute found = known.get(ends);
      if (found != null && now - found.nanos() < ENTRY_NANOS_MAX) {
        return found.device();
      }
    }
    // Outside the lock: the kernel may wait for a reconfiguration of the network.
    Optional<Device> device = device(lookup.apply(ends.local(), ends.peer()));
    remember(ends, new CachedRoute(device, now));
    return device;
  }

  /** Whether a device copies, according to the kernel or the user. */
  public boolean copies(Egress.Finding finding) {
    return device(finding).isPresent();
  }

  private Optional<Device> device(Egress.Finding finding) {
    String name = finding.device();
    if (isNamed(name)) {
      return Optional.of(new Device(name, true));
    }
    return switch (finding.kind()) {
      case COPYING -> Optional.of(new Device(name, false));
      case SAME_HOST, UNKNOWN -> Optional.empty();
    };
  }

  private boolean isNamed(String device) {
    return !device.isEmpty()
        && !device.equals(Egress.LOOPBACK)
        && copyingDevices.stream().anyMatch(name -> name.matcher(device).matches());
  }

  private static Pattern pattern(String name) {
    return Pattern.compile(
        Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  private void remember(Ends ends, CachedRoute entry) {
    synchronized (known) {
      known.putLast(ends, entry);
      if (known.size() > ENTRIES_MAX) {
        known.pollFirstEntry();
      }
    }
  }
}
