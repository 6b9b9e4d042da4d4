package dev.untorn.version.snapshot;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.DirtyPages;
import dev.untorn.version.OpenFile;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes dirty pages to disk in slices before a clone, without a lease. One thread at a time. */
public final class Writeback implements CopyScheduler.CopyTask {
  private static final Logger LOG = LoggerFactory.getLogger(Writeback.class);

  private final OpenFile source;
  private final Runnable then;
  private final BooleanSupplier ending;
  private long at;

  /** Runs {@code then} once, at the end, whether or not all is written. */
  public Writeback(OpenFile source, Runnable then, BooleanSupplier ending) {
    this.source = source;
    this.then = then;
    this.ending = ending;
  }

  @Override
  public boolean isUrgent() {
    return false;
  }

  @Override
  public boolean goOn() {
    boolean more = false;
    try {
      more = !ending.getAsBoolean() && writes();
    } catch (KernelException e) {
      LOG.debug("a disk does not take what was written", e); // The clone will find out.
    } finally {
      if (!more) {
        then.run();
      }
    }
    return more;
  }

  private boolean writes() throws KernelException {
    at = DirtyPages.find(source.file(), source.stat(), at);
    if (at >= source.stat().sizeBytes()) {
      return false;
    }
    at = DirtyPages.writePiece(source.file(), at);
    return true;
  }
}
