package dev.untorn.delivery.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.net.Egress;
import dev.untorn.linux.net.Egress.Finding;
import dev.untorn.linux.net.Egress.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CopyingDevicesTest {
  private static final Finding CARD = new Finding(Kind.COPYING, "eth0", "a card");
  private static final Finding BOND = new Finding(Kind.UNKNOWN, "bond0", "software");
  private static final Finding BRIDGE = new Finding(Kind.SAME_HOST, "br0", "a bridge");
  private static final Finding LOOPBACK = new Finding(Kind.SAME_HOST, Egress.LOOPBACK, "itself");
  private static final Finding NOWHERE = new Finding(Kind.UNKNOWN, "", "no route");

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private Finding found = CARD;

  @Test
  void only_a_real_device_copies_by_itself() {
    CopyingDevices cache = cache();
    assertTrue(cache.copies(CARD));
    for (Finding other : List.of(BOND, BRIDGE, LOOPBACK, NOWHERE)) {
      assertFalse(cache.copies(other), other::toString);
    }
  }

  @Test
  void the_user_knows_better_but_for_loopback() {
    CopyingDevices cache = cache("bond0", "br*");
    assertTrue(cache.copies(BOND));
    assertTrue(cache.copies(BRIDGE));
    found = BOND;
    assertEquals(
        Optional.of(new CopyingDevices.Device("bond0", true)),
        cache.find(end("192.0.2.1", 80), end("192.0.2.2", 1)));
    assertFalse(cache.copies(new Finding(Kind.UNKNOWN, "xbr0", "software")));
    CopyingDevices all = cache("*");
    assertFalse(all.copies(LOOPBACK));
    assertFalse(all.copies(NOWHERE));
  }

  @Test
  void only_the_star_has_a_meaning_in_a_name() {
    CopyingDevices cache = cache("bond[0", "b.*", "*nd?");
    assertFalse(cache.copies(BOND));
    assertTrue(cache.copies(new Finding(Kind.UNKNOWN, "bond[0", "software")));
  }

  @Test
  void ports_make_no_difference_addresses_do() {
    CopyingDevices cache = cache();
    assertTrue(find(cache, end("192.0.2.1", 80), end("192.0.2.2", 1)));
    assertTrue(find(cache, end("192.0.2.1", 81), end("192.0.2.2", 2)));
    assertEquals(1, asked.get());
    assertTrue(find(cache, end("192.0.2.1", 80), end("192.0.2.3", 1)));
    assertTrue(find(cache, end("192.0.2.9", 80), end("192.0.2.2", 1)));
    assertEquals(3, asked.get());
  }

  @Test
  void an_answer_is_forgotten_because_routes_change() {
    CopyingDevices cache = cache();
    assertTrue(ask(cache, 1));
    found = BRIDGE;
    clock.addAndGet(CopyingDevices.ENTRY_NANOS_MAX - 1);
    assertTrue(ask(cache, 1));
    clock.addAndGet(1);
    assertFalse(ask(cache, 1));
    assertFalse(ask(cache, 1));
    assertEquals(2, asked.get());
  }

  @Test
  void the_eldest_answer_makes_room() {
    CopyingDevices cache = cache();
    for (int peer = 0; peer <= CopyingDevices.ENTRIES_MAX; peer++) {
      ask(cache, peer);
    }
    int all = asked.get();
    ask(cache, CopyingDevices.ENTRIES_MAX);
    ask(cache, 1);
    assertEquals(all, asked.get(), "still known");
    ask(cache, 0);
    assertEquals(all + 1, asked.get(), "the first was forgotten");
  }

  private static boolean find(
      CopyingDevices cache, InetSocketAddress local, InetSocketAddress remote) {
    return cache.find(local, remote).isPresent();
  }

  private boolean ask(CopyingDevices cache, int peer) {
    String address = "10.0.%d.%d".formatted(peer >> 8, peer & 255);
    return find(cache, end("192.0.2.1", 80), end(address, 4000));
  }

  private CopyingDevices cache(String... copyingDevices) {
    return new CopyingDevices(
        List.of(copyingDevices),
        clock::get,
        (local, peer) -> {
          asked.incrementAndGet();
          return found;
        });
  }

  private static InetSocketAddress end(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }
}
