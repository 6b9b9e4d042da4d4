package dev.untorn.lab.proxy;

import dev.untorn.lab.upstream.OriginKind.Protocol;
import dev.untorn.lab.upstream.OriginServer;
import java.net.URI;

/**
 * A proxy that runs already.
 *
 * @param root where it serves the origin's root
 */
public record UrlTarget(String label, URI root) implements ProxyTarget {
  private record Running(URI root) implements RunningProxy {
    @Override
    public void close() {}
  }

  @Override
  public boolean speaks(Protocol protocol) {
    return protocol == Protocol.HTTP;
  }

  @Override
  public boolean purges() {
    return false;
  }

  @Override
  public RunningProxy start(OriginServer origin) {
    return new Running(root);
  }
}
