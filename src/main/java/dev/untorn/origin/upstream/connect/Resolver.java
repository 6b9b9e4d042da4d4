package dev.untorn.origin.upstream.connect;

import dev.untorn.version.Outage;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Names to addresses: /etc/hosts, then DNS on the event loops, by the servers of /etc/resolv.conf.
 * Answers are kept for their time to live, for all loops. Thread-safe.
 */
public final class Resolver implements AutoCloseable {
  /** A shorter time to live costs a query for nearly each connection. */
  private static final int TTL_SECONDS_MIN = 1;

  /** Nobody wants to wait longer for a server that has moved. */
  private static final int TTL_SECONDS_MAX = 3600;

  /** For names that do not exist, or not yet. */
  private static final int NEGATIVE_TTL_SECONDS = 5;

  /** Of one query to one server; then the next one is asked (resolv.conf(5) has 5 s). */
  private static final long QUERY_MILLIS_MAX = 2_000;

  /** Lookups of different names at a time that each wait for one query of their own only. */
  private static final int CONSOLIDATED_MAX = 64;

  private final Runnable beforeUse;
  private final Function<String, List<InetAddress>> hostsFile;
  private final DnsServerAddressStreamProvider servers;
  private final DnsCache answers =
      new DefaultDnsCache(TTL_SECONDS_MIN, TTL_SECONDS_MAX, NEGATIVE_TTL_SECONDS);
  private final ConcurrentMap<EventLoop, DnsNameResolver> resolvers = new ConcurrentHashMap<>();

  private Resolver(
      Runnable beforeUse,
      Function<String, List<InetAddress>> hostsFile,
      DnsServerAddressStreamProvider servers) {
    this.beforeUse = beforeUse;
    this.hostsFile = hostsFile;
    this.servers = servers;
  }

  /**
   * Of this machine. Reads files.
   *
   * @param blocking reads them again later
   */
  public static Resolver ofThisMachine(Executor blocking) {
    SystemNames names = new SystemNames(blocking);
    return new Resolver(names::use, names::inHostsFile, names);
  }

  /** Of other name servers. */
  static Resolver asking(DnsServerAddressStreamProvider servers) {
    return new Resolver(() -> {}, _ -> List.of(), servers);
  }

  /** On an event loop, which calls this and is called back, perhaps at once. */
  void resolve(EventLoop loop, String host, Consumer<Resolved> resolved) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
    if (literal != null) {
      resolved.accept(new Resolved.Addresses(List.of(literal)));
      return;
    }
    beforeUse.run();
    List<InetAddress> known = hostsFile.apply(host);
    if (!known.isEmpty()) {
      resolved.accept(new Resolved.Addresses(known));
      return;
    }
    resolvers
        .computeIfAbsent(loop, this::resolver)
        .resolveAll(host)
        .addListener((Future<List<InetAddress>> done) -> resolved.accept(result(done)));
  }

  private static Resolved result(Future<List<InetAddress>> done) {
    if (done.isSuccess() && !done.getNow().isEmpty()) {
      return new Resolved.Addresses(done.getNow());
    }
    for (Throwable cause = done.cause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof DnsNameResolverTimeoutException) {
        return new Resolved.Unresolved(Outage.SLOW, "no name server answered in time");
      }
    }
    return new Resolved.Unresolved(Outage.UNREACHABLE, "no address is known for its name");
  }

  private DnsNameResolver resolver(EventLoop loop) {
    return new DnsNameResolverBuilder(loop)
        .datagramChannelType(EpollDatagramChannel.class)
        .socketChannelType(EpollSocketChannel.class) // For answers too long for UDP.
        .hostsFileEntriesResolver((_, _) -> null) // Looked up already.
        .nameServerProvider(servers)
        // A port of its own for each query makes forged answers harder (RFC 5452, 9.2).
        .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
        .resolveCache(answers)
        .queryTimeoutMillis(QUERY_MILLIS_MAX)
        .consolidateCacheSize(CONSOLIDATED_MAX)
        .build();
  }

  @Override
  public void close() {
    resolvers.values().forEach(DnsNameResolver::close);
  }
}
