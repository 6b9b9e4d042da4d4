package dev.untorn.origin.object.partial;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.DigestAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/**
 * The first bytes of a partial file, which are as they were written.
 *
 * @param hash over these bytes, to be continued
 */
public record VerifiedPrefix(long bytes, MessageDigest hash) {
  private static final int READ_SIZE_BYTES = 256 << 10;

  public static VerifiedPrefix none() {
    return new VerifiedPrefix(0, DigestAlgorithm.SHA_256.begin());
  }

  /** Reads a file up to the last hash noted of it that is right. Blocks. */
  public static VerifiedPrefix of(LinuxFile file, List<FillLog.Entry> entries) throws IOException {
    VerifiedPrefix verified = none();
    MessageDigest hash = DigestAlgorithm.SHA_256.begin();
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_SIZE_BYTES);
    for (FillLog.Entry entry : entries) {
      boolean read =
          entry.to() > verified.bytes && update(hash, file, verified.bytes, entry.to(), buffer);
      if (!read || !entry.isOf(copy(hash).digest())) {
        return verified;
      }
      verified = new VerifiedPrefix(entry.to(), copy(hash));
    }
    return verified;
  }

  /** Hashes a range of a file; false if it ends sooner. */
  public static boolean update(
      MessageDigest hash, LinuxFile file, long from, long until, ByteBuffer buffer)
      throws IOException {
    for (long at = from; at < until; at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), until - at));
      if (file.pread(buffer, at) == 0) {
        return false;
      }
      hash.update(buffer.flip());
    }
    return true;
  }

  public static MessageDigest copy(MessageDigest hash) {
    try {
      return (MessageDigest) hash.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("SHA-256 of the JDK can be cloned", e);
    }
  }
}
