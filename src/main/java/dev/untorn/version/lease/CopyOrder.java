package dev.untorn.version.lease;

/** How far the making of a guard's private copy has come. Guarded by its guard. */
final class CopyOrder {
  private boolean wanted;
  private boolean claimed;
  private boolean refused;

  /** Wants a copy; it may be wanted already. */
  void want() {
    wanted = true;
  }

  /** Wants a copy unless one is being made, or cannot be: false then. */
  boolean wantFirst() {
    boolean first = !wanted && !refused;
    wanted |= first;
    return first;
  }

  /** Whether whoever asks is to make the copy: true once, though it may be wanted twice. */
  boolean claim() {
    boolean claims = wanted && !claimed;
    claimed |= claims;
    return claims;
  }

  /** The making has ended. */
  void end(boolean made) {
    wanted = false;
    claimed = false;
    refused = !made;
  }
}
