package dev.untorn.version;

import dev.untorn.linux.file.Lease;

/** Hears everything and says nothing. */
public class SilentObserver implements StoreObserver {
  @Override
  public void sealed(SealKind kind, Proof proof, long sizeBytes, long nanos) {}

  @Override
  public void sealBroken(SealKind kind, SealFailure why) {}

  @Override
  public void leaseRefused(Lease.Refusal why) {}

  @Override
  public void writerHeld(long nanos) {}

  @Override
  public void leaseBroken(BreakEnd how, long heldNanos) {}

  @Override
  public void copiedForWriter(long bytes) {}

  @Override
  public void promoted(long bytes) {}

  @Override
  public void evicted() {}
}
