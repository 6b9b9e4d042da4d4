package dev.untorn.delivery.wire;

import dev.untorn.linux.net.Egress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the device that copies what is sent to a peer, by the route to its address, and remembers
 * it for each pair of addresses. Asked once for a connection, whose owner keeps the answer; for any
 * thread.
 */
public final class EgressCache {
  /** Some 100 bytes each; more clients than that within seconds ask the kernel anew. */
  static final int ENTRIES_MAX = 8192;

  /** Routes and devices change while a server runs: containers come, cards fail over. */
  static final long ENTRY_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

  private final List<Pattern> copyingDevices;
  private final LongSupplier clock;
  private final Lookup lookup;

  /** In the order of entry, so the eldest goes first. */
  private final SequencedMap<Ends, Known> known = new LinkedHashMap<>();

  /** Finds the device of a pair of addresses, as {@link Egress#of}. */
  interface Lookup {
    Egress.Finding of(InetAddress local, InetAddress peer);
  }

  private record Ends(InetAddress local, InetAddress peer) {}

  private record Known(Optional<CopyingDevice> device, long nanos) {}

  /**
   * @param copyingDevices names of devices that copy what they send, whatever the kernel says of
   *     them, with * for any letters ({@code bond*}); the loopback device never does
   */
  public EgressCache(List<String> copyingDevices) {
    this(copyingDevices, System::nanoTime, Egress::of);
    // The first call links C functions, which takes milliseconds: now, not on an event loop.
    InetAddress loopback = InetAddress.getLoopbackAddress();
    lookup.of(loopback, loopback);
  }

  EgressCache(List<String> copyingDevices, LongSupplier clock, Lookup lookup) {
    this.copyingDevices = copyingDevices.stream().map(EgressCache::pattern).toList();
    this.clock = clock;
    this.lookup = lookup;
  }

  /**
   * The device to the peer, if what it has sent and the peer has acknowledged follows its file no
   * longer; empty also where nobody can tell.
   */
  Optional<CopyingDevice> find(InetSocketAddress local, InetSocketAddress remote) {
    Ends ends = new Ends(local.getAddress(), remote.getAddress());
    long now = clock.getAsLong();
    synchronized (known) {
      Known found = known.get(ends);
      if (found != null && now - found.nanos() < ENTRY_NANOS_MAX) {
        return found.device();
      }
    }
    // Outside the lock: the kernel may be waiting for whoever reconfigures the network.
    Optional<CopyingDevice> device = device(lookup.of(ends.local(), ends.peer()));
    remember(ends, new Known(device, now));
    return device;
  }

  /** Whether a device found copies, by what the kernel says or the user. */
  public boolean copies(Egress.Finding finding) {
    return device(finding).isPresent();
  }

  private Optional<CopyingDevice> device(Egress.Finding finding) {
    String name = finding.device();
    if (isNamed(name)) {
      return Optional.of(new CopyingDevice(name, true));
    }
    return switch (finding.kind()) {
      case COPYING -> Optional.of(new CopyingDevice(name, false));
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

  private void remember(Ends ends, Known entry) {
    synchronized (known) {
      known.remove(ends);
      known.put(ends, entry);
      if (known.size() > ENTRIES_MAX) {
        known.pollFirstEntry();
      }
    }
  }
}
