package dev.untorn.origin.upstream.connect;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Which addresses of an endpoint failed of late: they are tried last, so that one that takes all
 * its time to fail does so once. Thread-safe.
 */
final class AddressMemory {
  /** After that, an address has its place again. */
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Names with more addresses, all of which fail, are not worth more memory. */
  private static final int REMEMBERED_MAX = 64;

  private final ConcurrentMap<InetAddress, Long> failedNanos = new ConcurrentHashMap<>();

  void fails(InetAddress address) {
    if (failedNanos.size() >= REMEMBERED_MAX) {
      failedNanos.clear();
    }
    failedNanos.put(address, System.nanoTime());
  }

  void works(InetAddress address) {
    failedNanos.remove(address);
  }

  /** In the same order, but those that failed of late last. */
  List<InetAddress> ordered(List<InetAddress> addresses) {
    long now = System.nanoTime();
    failedNanos.values().removeIf(at -> now - at > REMEMBERED_NANOS);
    return addresses.stream().sorted(Comparator.comparing(failedNanos::containsKey)).toList();
  }
}
