package dev.untorn.origin.object.files;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.Stat;
import dev.untorn.origin.object.files.StoreFiles.Durability;
import dev.untorn.origin.object.record.ObjectName;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Changes the files of objects and keys, and counts what that changes. Call it under the lock of
 * the folder. Blocks; thread-safe.
 */
public record CountedFiles(StoreFiles files, Usage usage) {
  /** Makes a record, or replaces it, as {@link StoreFiles#replace}. */
  public void replace(ObjectName name, String path, ByteBuffer record, Durability durability)
      throws IOException {
    long sizeBytes = Usage.onDisk(record.remaining());
    long beforeBytes = sizeOnDisk(path);
    files.replace(path, record, durability);
    came(name, path, sizeBytes, beforeBytes);
  }

  /** Gives a file the name of a body, in place of an equal one. */
  public void nameBody(ObjectName name, String from, String path) throws KernelException {
    long sizeBytes = sizeOnDisk(from);
    long beforeBytes = sizeOnDisk(path);
    files.directory().rename(from, path);
    came(name, path, sizeBytes, beforeBytes);
  }

  private void came(ObjectName name, String path, long sizeBytes, long beforeBytes) {
    usage.change(name, sizeBytes - beforeBytes, beforeBytes == 0 ? objects(name, path) : 0);
  }

  /** Removes a file. Returns the bytes it took; 0 if there was none. */
  public long remove(ObjectName name, String path) throws KernelException {
    long sizeBytes = sizeOnDisk(path);
    if (!files.directory().remove(path)) {
      return 0;
    }
    usage.change(name, -sizeBytes, -objects(name, path));
    return sizeBytes;
  }

  /** A record is what is counted as an object. */
  private static int objects(ObjectName name, String path) {
    return path.equals(name.path()) ? 1 : 0;
  }

  private long sizeOnDisk(String path) {
    return files.directory().stat(path).map(Stat::sizeBytes).map(Usage::onDisk).orElse(0L);
  }
}
