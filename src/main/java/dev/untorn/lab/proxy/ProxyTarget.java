package dev.untorn.lab.proxy;

import dev.untorn.lab.upstream.OriginKind.Protocol;
import dev.untorn.lab.upstream.OriginServer;
import java.io.IOException;

/** A proxy to be judged. */
public sealed interface ProxyTarget permits CommandTarget, NaiveTarget, UrlTarget {
  /** For reports. */
  String label();

  /** Whether an origin of this protocol can be behind it. */
  boolean speaks(Protocol protocol);

  /** Whether its objects can be purged. */
  boolean purges();

  /**
   * Starts it, if it is ours to start.
   *
   * @param origin on this host
   */
  RunningProxy start(OriginServer origin) throws IOException;
}
