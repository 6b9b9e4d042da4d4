package dev.untorn.version;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.space.Capacity;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A store in which there is nothing to be dropped. */
public final class NothingToEvict implements Capacity.Evictor {
  @Override
  public boolean evictOne() {
    return false;
  }

  @Override
  public boolean evictOneOpen() {
    return false;
  }

  @Override
  public void evictCopies(long unusedSinceNanos, BooleanSupplier isEnough) {}

  @Override
  public void dropUnused(Predicate<Entry> which) {}

  @Override
  public void forget(List<LinuxFile> files) {}
}
