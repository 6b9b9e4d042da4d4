package dev.untorn.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Machine;
import dev.untorn.linux.lab.NetNamespace;
import dev.untorn.linux.net.Egress.Finding;
import dev.untorn.linux.net.Egress.Kind;
import dev.untorn.testing.Commands;
import dev.untorn.testing.Skip;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EgressTest {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");
  private static final InetAddress LOCAL = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.2");

  /** The name that real cards have, and the first device of most containers as well. */
  private static final String DEVICE = "eth0";

  private final List<String> namespaces = new ArrayList<>();

  @AfterEach
  void removeNamespaces() throws IOException {
    for (String namespace : namespaces) {
      ip("netns delete " + namespace);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1"})
  void loopback_is_the_same_host(String address) {
    InetAddress peer = InetAddress.ofLiteral(address);
    Skip.unless(isOurs(peer), "no " + address + " here");
    assertLocal(Egress.of(peer, peer));
  }

  @Test
  void ipv4_in_an_ipv6_address_is_routed_as_ipv4() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = -1;
    mapped[12] = 127;
    mapped[15] = 1;
    InetAddress peer = Inet6Address.getByAddress("", mapped, -1);
    assertEquals(16, peer.getAddress().length, "Java has not unwrapped it already");
    assertLocal(Egress.of(peer, peer));
    assertLocal(Egress.of(InetAddress.ofLiteral("127.0.0.1"), peer));
  }

  @Test
  void every_address_of_this_machine_is_the_same_host() throws Exception {
    for (NetworkInterface device : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : device.inetAddresses().toList()) {
        assertLocal(Egress.of(address, address));
      }
    }
  }

  @Test
  void a_veth_is_the_same_host_even_where_sysfs_shows_a_card_of_its_name() throws Exception {
    String namespace = namespace();
    String other = namespace();
    ip("-n %s link add %s type veth peer name far0 netns %s".formatted(namespace, DEVICE, other));
    up(namespace, DEVICE);
    ip("-n %s link set far0 up".formatted(other));
    boolean trap = Files.exists(hardware(DEVICE));
    System.out.println("sysfs shows a card named " + DEVICE + ": " + trap); // console
    Finding four = in(namespace, LOCAL, PEER);
    assertEquals(Kind.SAME_HOST, four.kind(), four::toString);
    assertEquals(DEVICE, four.device());
    Finding six =
        in(namespace, InetAddress.ofLiteral("2001:db8::1"), InetAddress.ofLiteral("2001:db8::2"));
    assertEquals(Kind.SAME_HOST, six.kind(), six::toString);
    assertEquals(DEVICE, six.device());
    assertLocal(in(namespace, LOCAL, LOCAL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dummy", "ifb", "macvlan", "ipvlan", "vlan", "bond", "wireguard", "tun"})
  void what_software_devices_do_cannot_be_told_and_the_setting_is_named(String kind)
      throws Exception {
    String namespace = namespace();
    make(namespace, kind);
    up(namespace, DEVICE);
    Finding found = in(namespace, ANY, PEER);
    assertEquals(Kind.UNKNOWN, found.kind(), found::toString);
    assertEquals(DEVICE, found.device());
    assertTrue(found.reason().contains("network.copying-devices"), found::reason);
  }

  @Test
  void a_bridge_is_the_same_host() throws Exception {
    String namespace = namespace();
    make(namespace, "bridge");
    up(namespace, DEVICE);
    assertEquals(Kind.SAME_HOST, in(namespace, LOCAL, PEER).kind());
  }

  @Test
  void a_peer_without_a_route_is_unknown() throws Exception {
    Finding found = in(namespace(), ANY, PEER);
    assertEquals(Kind.UNKNOWN, found.kind());
    assertEquals("", found.device());
    assertTrue(found.reason().contains("ENETUNREACH"), found::reason);
  }

  @Test
  void ends_of_two_families_are_unknown() {
    assertEquals(Kind.UNKNOWN, Egress.of(LOCAL, InetAddress.ofLiteral("::1")).kind());
  }

  @Test
  void a_card_of_this_machine_copies() throws Exception {
    Finding found = Egress.of(ANY, InetAddress.ofLiteral("198.51.100.1"));
    System.out.println("the way out of this machine: " + found); // console
    Skip.unless(isOwnCard(found.device()), "no card leads out of here");
    assertEquals(Kind.COPYING, found.kind());
    assertFalse(found.reason().contains("network.copying-devices"));
  }

  /** Whether sysfs shows a card of this namespace: one that has the address of ours. */
  private static boolean isOwnCard(String device) throws IOException {
    Path shown = Path.of("/sys/class/net", device, "address");
    NetworkInterface own = NetworkInterface.getByName(device);
    if (own == null || own.getHardwareAddress() == null || !Files.exists(hardware(device))) {
      return false;
    }
    String address = HexFormat.ofDelimiter(":").formatHex(own.getHardwareAddress());
    return Files.readString(shown).strip().equals(address);
  }

  private static Path hardware(String device) {
    return Path.of("/sys/class/net", device, "device");
  }

  private static void assertLocal(Finding found) {
    assertEquals(Kind.SAME_HOST, found.kind(), found::toString);
    assertEquals(Egress.LOOPBACK, found.device());
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return address.isLoopbackAddress() && address.isReachable(1000);
    } catch (IOException e) {
      return false;
    }
  }

  private static Finding in(String namespace, InetAddress local, InetAddress peer)
      throws IOException {
    return new NetNamespace(namespace).call(() -> Egress.of(local, peer));
  }

  private String namespace() throws IOException {
    Skip.unless(Machine.userId() == 0, "network namespaces need root");
    String name =
        "untorn-e-%d-%d".formatted(ProcessHandle.current().pid(), COUNTER.getAndIncrement());
    try {
      ip("netns add " + name);
    } catch (IOException e) {
      Skip.unless(false, "no network namespaces: " + e.getMessage());
    }
    namespaces.add(name);
    return name;
  }

  private static void make(String namespace, String kind) throws IOException {
    try {
      switch (kind) {
        case "tun" -> ip("-n %s tuntap add dev %s mode tun".formatted(namespace, DEVICE));
        case "macvlan", "ipvlan", "vlan" -> {
          String options = kind.equals("vlan") ? " id 5" : "";
          ip("-n %s link add lower0 type veth peer name lower1".formatted(namespace));
          ip("-n %s link set lower0 up".formatted(namespace));
          ip("-n %s link add %s link lower0 type %s%s".formatted(namespace, DEVICE, kind, options));
        }
        default -> ip("-n %s link add %s type %s".formatted(namespace, DEVICE, kind));
      }
    } catch (IOException e) {
      Skip.unless(false, "this kernel makes no " + kind + ": " + e.getMessage());
    }
  }

  private static void up(String namespace, String device) throws IOException {
    ip("-n %s address add 192.0.2.1/24 dev %s".formatted(namespace, device));
    ip("-n %s address add 2001:db8::1/64 dev %s nodad".formatted(namespace, device));
    ip("-n %s link set lo up".formatted(namespace));
    ip("-n %s link set %s up".formatted(namespace, device));
  }

  private static void ip(String arguments) throws IOException {
    Commands.run(("ip " + arguments).split(" "));
  }
}
