package dev.untorn.origin.upstream.connect;

/**
 * Whether connections to an upstream serve more than one request: not any more once it sent bytes
 * that nobody requested. Where these come too late to be noticed, they pass for the next response.
 * Thread-safe.
 */
public final class Reuse {
  private volatile boolean permitted = true;

  public boolean isPermitted() {
    return permitted;
  }

  /** Bytes came that nobody requested. */
  public void forbid() {
    permitted = false;
  }
}
