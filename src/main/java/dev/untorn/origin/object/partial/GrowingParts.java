package dev.untorn.origin.object.partial;

import dev.untorn.version.CopyProgress;
import java.util.Optional;

/** A body of which parts come, for its readers. Thread-safe. */
public final class GrowingParts implements CopyProgress.Parts {
  private final Extents extents;
  private volatile Optional<Supply> supply = Optional.empty();

  /** Fetches what readers want, wherever that is. */
  public interface Supply {
    /** As {@link CopyProgress.Parts#reader}. */
    CopyProgress.Reader reader(boolean ofAll);
  }

  public GrowingParts(Extents extents) {
    this.extents = extents;
  }

  /** From now on parts may be sent before the whole is proved. */
  public void suppliedBy(Supply some) {
    supply = Optional.of(some);
  }

  /** From now on they may not. */
  public void refute() {
    supply = Optional.empty();
  }

  @Override
  public long availableFrom(long offset) {
    return extents.availableFrom(offset);
  }

  @Override
  public long provedFrom(long offset) {
    return supply.isPresent() ? extents.settledFrom(offset) : offset;
  }

  @Override
  public CopyProgress.Reader reader(boolean ofAll) {
    return supply.map(some -> some.reader(ofAll)).orElse(CopyProgress.Reader.ANY);
  }
}
