package dev.untorn.lab.proxy;

import java.io.IOException;

/** A proxy to be judged. */
public sealed interface ProxyTarget permits CommandTarget, NaiveTarget, UrlTarget {
  /** For reports. */
  String label();

  /**
   * Starts it, if it is ours to start.
   *
   * @param originPort of the origin on this host
   */
  RunningProxy start(int originPort) throws IOException;
}
