package dev.untorn.config;

import java.nio.file.Path;
import java.time.Duration;

/** Bounds of the version store. */
public record StoreSettings(
    Size memoryFileMax,
    Size memory,
    Size disk,
    int versions,
    Path spool,
    Duration writerHold,
    Duration writerWait,
    Duration maxStale,
    Size breakCopy,
    Size pinned,
    Duration pinTime) {
  /** Exists on every Linux, except in a few container images, and may hold large files. */
  public static final Path USUAL_SPOOL = Path.of("/var/tmp");

  /** These, with another size of memory, and no larger file in it. */
  public StoreSettings withMemory(Size other) {
    return new StoreSettings(
        memoryFileMax.compareTo(other) <= 0 ? memoryFileMax : other,
        other,
        disk,
        versions,
        spool,
        writerHold,
        writerWait,
        maxStale,
        breakCopy,
        pinned,
        pinTime);
  }
}
