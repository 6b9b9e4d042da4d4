package dev.untorn.lab.proxy;

import dev.untorn.lab.upstream.OriginServer;
import java.io.IOException;

/** A proxy to be judged. */
public sealed interface ProxyTarget permits CommandTarget, NaiveTarget, UrlTarget {
  /** For reports. */
  String label();

  /**
   * Starts it, if it is ours to start.
   *
   * @param origin on this host
   */
  RunningProxy start(OriginServer origin) throws IOException;
}
