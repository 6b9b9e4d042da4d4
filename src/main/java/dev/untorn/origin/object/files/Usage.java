package dev.untorn.origin.object.files;

import dev.untorn.origin.object.record.ObjectName;

/**
 * How much the store takes: what was found in each folder when it was counted, changed with each
 * change since. Thread-safe; never blocks.
 */
public final class Usage {
  /** Files take whole blocks, of this size on the usual filesystems. */
  private static final long BLOCK_BYTES = 4096;

  private final long[] bytes = new long[ObjectName.FOLDERS];
  private final long[] objects = new long[ObjectName.FOLDERS];
  private final boolean[] counted = new boolean[ObjectName.FOLDERS];
  private int foldersCounted;
  private long totalBytes;
  private long totalObjects;
  private long fillBytes;

  public static long onDisk(long sizeBytes) {
    return (sizeBytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }

  /** A folder has been counted; call it under the folder's lock. */
  public synchronized void count(int folder, long folderBytes, long folderObjects) {
    totalBytes += folderBytes - bytes[folder];
    totalObjects += folderObjects - objects[folder];
    bytes[folder] = folderBytes;
    objects[folder] = folderObjects;
    if (!counted[folder]) {
      counted[folder] = true;
      foldersCounted++;
    }
  }

  /** Something came or went; call it under the folder's lock. Not yet counted: found later. */
  public synchronized void change(ObjectName name, long changeBytes, int changeObjects) {
    int folder = name.folderIndex();
    if (counted[folder]) {
      bytes[folder] += changeBytes;
      objects[folder] += changeObjects;
      totalBytes += changeBytes;
      totalObjects += changeObjects;
    }
  }

  /** Adds a fill's bytes, written or going to be. */
  public synchronized void changeFills(long changeBytes) {
    fillBytes += changeBytes;
  }

  public synchronized long bytes() {
    return totalBytes + fillBytes;
  }

  /** Without fills. */
  public synchronized long objectBytes() {
    return totalBytes;
  }

  public synchronized long objects() {
    return totalObjects;
  }

  public synchronized boolean isCounted() {
    return foldersCounted == ObjectName.FOLDERS;
  }
}
