package dev.untorn.origin.upstream.connect;

import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddresses;
import io.netty.resolver.dns.UnixResolverDnsServerAddressStreamProvider;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's /etc/hosts and /etc/resolv.conf, read again, beside the loops, while they are
 * used. Netty itself reads them once, and asks Google's servers where none is named. Thread-safe.
 */
final class SystemNames implements DnsServerAddressStreamProvider {
  private static final Logger LOG = LoggerFactory.getLogger(SystemNames.class);

  private static final File RESOLV_CONF = new File("/etc/resolv.conf");
  private static final int DNS_PORT = 53;

  /** A laptop changes its network, a container gets its files late: soon enough for both. */
  private static final long REREAD_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Executor blocking;
  private final AtomicLong readNanos = new AtomicLong(System.nanoTime());
  private volatile DefaultHostsFileEntriesResolver hosts = new DefaultHostsFileEntriesResolver();
  private volatile DnsServerAddressStreamProvider servers = readServers();

  /**
   * @param blocking reads files; may reject
   */
  SystemNames(Executor blocking) {
    this.blocking = blocking;
  }

  /** What /etc/hosts says; empty if it says nothing. */
  List<InetAddress> inHostsFile(String name) {
    List<InetAddress> addresses = hosts.addresses(name, ResolvedAddressTypes.IPV4_PREFERRED);
    return addresses == null ? List.of() : addresses;
  }

  @Override
  public DnsServerAddressStream nameServerAddressStream(String name) {
    return servers.nameServerAddressStream(name);
  }

  /** Has them read again if that was long ago; this use still has what was read then. */
  void use() {
    long last = readNanos.get();
    long now = System.nanoTime();
    if (now - last > REREAD_NANOS && readNanos.compareAndSet(last, now)) {
      try {
        blocking.execute(this::read);
      } catch (RejectedExecutionException e) {
        LOG.debug("{} is read again later", RESOLV_CONF, e);
      }
    }
  }

  private void read() {
    hosts = new DefaultHostsFileEntriesResolver();
    servers = readServers();
  }

  /** Without a server in the file it is this machine (resolv.conf(5)). */
  private static DnsServerAddressStreamProvider readServers() {
    try {
      return new UnixResolverDnsServerAddressStreamProvider(RESOLV_CONF);
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("no name server is configured", e);
      InetSocketAddress own = new InetSocketAddress(InetAddress.getLoopbackAddress(), DNS_PORT);
      return _ -> DnsServerAddresses.singleton(own).stream();
    }
  }
}
