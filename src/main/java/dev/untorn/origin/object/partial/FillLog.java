package dev.untorn.origin.object.partial;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.record.FillSubject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is needed to resume a fill: its subject, then the hashes of stretches of its bytes: now and
 * then of all from the first byte, and of each unit elsewhere. The bytes themselves may have been
 * lost in a crash, with the size still there: those that match a hash are right, whatever happened,
 * so neither file is ever synced. Thread-safe.
 */
public final class FillLog implements AutoCloseable {
  /** What a crash may cost, besides what the kernel had not written yet. */
  public static final long NOTED_AFTER_BYTES = 1 << 20;

  /** For large fills rather this part of them, so that the log stays small. */
  private static final int NOTED_SHARE = 1024;

  /** Follows the name of the fill's file. */
  public static final String LOG = ".log";

  /** Half a SHA-256: no attacker makes these bytes. */
  private static final int HASH_SIZE_BYTES = 16;

  private static final int ENTRY_SIZE_BYTES = 2 * Long.BYTES + HASH_SIZE_BYTES;

  /**
   * The hash of a stretch of a fill; of none where two stretches that touch are known to be of one
   * version.
   *
   * @param to exclusive
   */
  public record Entry(long from, long to, ByteBuffer hash) {
    boolean isOf(byte[] sha256) {
      return hash.equals(ByteBuffer.wrap(sha256, 0, HASH_SIZE_BYTES));
    }

    boolean isJoin() {
      return from == to;
    }
  }

  /** A log as it was found. */
  public record Found(FillSubject subject, List<Entry> entries) {}

  private final LinuxFile file;
  private long sizeBytes;
  private long notedBytes;

  private FillLog(LinuxFile file) {
    this.file = file;
  }

  /** Begins a log in an empty file, which it owns, of a fill that has some bytes already. */
  public static FillLog begin(LinuxFile file, FillSubject subject, VerifiedParts there)
      throws IOException {
    FillLog log = new FillLog(file);
    boolean begun = false;
    try {
      log.append(subject.record());
      VerifiedPrefix first = there.first();
      log.noteFirst(first.bytes(), VerifiedPrefix.copy(first.hash()).digest());
      for (Entry each : there.others()) {
        log.append(each.from, each.to, each.hash.duplicate());
      }
      begun = true;
      return log;
    } finally {
      if (!begun) {
        file.close();
      }
    }
  }

  public static Optional<Found> read(ByteBuffer bytes) {
    return FillSubject.parse(bytes).map(subject -> new Found(subject, entries(bytes)));
  }

  private static List<Entry> entries(ByteBuffer bytes) {
    List<Entry> entries = new ArrayList<>();
    while (bytes.remaining() >= ENTRY_SIZE_BYTES) {
      long from = bytes.getLong();
      long to = bytes.getLong();
      byte[] hash = new byte[HASH_SIZE_BYTES];
      bytes.get(hash);
      entries.add(new Entry(from, to, ByteBuffer.wrap(hash)));
    }
    return entries;
  }

  /** Whether so many first bytes are worth another hash. */
  public synchronized boolean isDue(long bytes) {
    return bytes - notedBytes >= Math.max(NOTED_AFTER_BYTES, bytes / NOTED_SHARE);
  }

  /** Notes the hash of the first bytes. */
  public synchronized void noteFirst(long bytes, byte[] sha256) throws IOException {
    if (bytes > notedBytes) {
      notedBytes = bytes;
      append(0, bytes, ByteBuffer.wrap(sha256, 0, HASH_SIZE_BYTES));
    }
  }

  /** Notes the hash of bytes elsewhere; {@code to} is exclusive. */
  public synchronized void note(long from, long to, byte[] sha256) throws IOException {
    append(from, to, ByteBuffer.wrap(sha256, 0, HASH_SIZE_BYTES));
  }

  /** Notes that two stretches that touch there are of one version. */
  public synchronized void noteJoin(long at) throws IOException {
    append(at, at, ByteBuffer.allocate(HASH_SIZE_BYTES));
  }

  private void append(long from, long to, ByteBuffer hash) throws IOException {
    if (sizeBytes + ENTRY_SIZE_BYTES <= StoreFiles.RECORD_SIZE_MAX_BYTES) { // It must be readable.
      append(
          ByteBuffer.allocateDirect(ENTRY_SIZE_BYTES).putLong(from).putLong(to).put(hash).flip());
    }
  }

  private void append(ByteBuffer bytes) throws IOException {
    int appendedBytes = bytes.remaining();
    file.pwrite(bytes, sizeBytes);
    sizeBytes += appendedBytes;
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
