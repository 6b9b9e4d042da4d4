package dev.untorn.bench.target;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;

/**
 * A server that is measured.
 *
 * @param name in tables
 * @param base an http URL; paths of cases are appended to its path
 * @param pids of its processes, if known; their descendants count as well
 * @param judged whether thresholds apply to it
 */
public record SystemUnderTest(String name, URI base, Set<Long> pids, boolean judged) {
  private static final int HTTP_PORT = 80;

  public SystemUnderTest {
    pids = Set.copyOf(pids);
    if (!"http".equals(base.getScheme()) || base.getHost() == null) {
      throw new IllegalArgumentException("not an http URL: " + base);
    }
  }

  /** Where it listens; unresolved if there is no such host. */
  public InetSocketAddress address() {
    String host = base.getHost().replaceAll("^\\[|]$", "");
    return new InetSocketAddress(host, base.getPort() < 0 ? HTTP_PORT : base.getPort());
  }

  public String host() {
    return base.getRawAuthority();
  }

  public String path(String path) {
    String prefix = base.getRawPath() == null ? "" : base.getRawPath();
    return prefix.endsWith("/") ? prefix + path.substring(1) : prefix + path;
  }
}
