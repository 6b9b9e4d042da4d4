package dev.untorn.origin.object.files;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.object.record.StoredObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps when an object was last used as its record's modification time, which survives a restart
 * and says nothing else. Blocks; thread-safe.
 */
public record LastUse(StoreFiles files) {
  private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);

  /** Each note is a write; eviction need not know more exactly. */
  private static final long NOTED_AFTER_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Whether a use has been noted, by the times of an object's record and body. */
  public static boolean isNoted(long usedNanos, long storedNanos) {
    return usedNanos - storedNanos >= NOTED_AFTER_NANOS; // Else the record came with the body.
  }

  /** Notes that an object was used until now. */
  public void note(StoredObject object) {
    OwnDirectory directory = files.directory();
    Optional<Stat> record = directory.stat(object.objectName().path());
    long nowNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    if (record.isEmpty() || nowNanos - record.get().mtimeNanos() < NOTED_AFTER_NANOS) {
      return;
    }
    try {
      var _ = directory.touch(object.objectName().path());
      var _ = directory.touch(object.keyPath());
    } catch (KernelException e) {
      LOG.debug("the use of {} is not noted: {}", object.key(), e.getMessage());
    }
  }
}
