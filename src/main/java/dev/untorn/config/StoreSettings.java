package dev.untorn.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Bounds of the version store.
 *
 * @param memoryFileMax largest file kept as bytes in memory
 * @param memory bytes of all versions in memory, those in unnamed files in memory included
 * @param disk bytes of all versions in unnamed files, clones included
 * @param versions versions open at once; each may hold two descriptors
 * @param spool directory for unnamed files where the served one takes none
 * @param writerHold how long a writer may have to wait in its open
 * @param writerWait how long a request waits for a writer to close before it gets 503
 * @param maxStale how long the last committed version may be served of a file being written
 * @param breakCopy the most that is copied of one version while a writer waits
 * @param pinned bytes of replaced versions kept for clients that resume
 * @param pinTime how long after its last use a replaced version is kept
 */
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
  /** Exists on every Linux, and may hold large files; a few container images lack it. */
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
