package dev.untorn.version;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes entity tags that differ for any two versions.
 *
 * <p>A stamp alone identifies a state only if the file was at rest and nobody was writing: then any
 * later write moves ctime to a time not yet used. Otherwise two states may share a stamp, and the
 * tag gets a number that no other version has, in this process or another. The same state may so
 * have two tags; two states never have one.
 */
final class EntityTags {
  private static final int TAG_SIZE_BYTES = 12;

  private static final long PROCESS = new SecureRandom().nextLong();
  private static final AtomicLong SERIAL = new AtomicLong();

  private EntityTags() {}

  /** The tag of a private copy: strong. */
  static EntityTag ofCopy(Stamp stamp, boolean stampIdentifies) {
    long serial = stampIdentifies ? 0 : SERIAL.incrementAndGet();
    return new EntityTag(digest(stamp, stampIdentifies ? 0 : PROCESS, serial), false);
  }

  /**
   * The tag of a live file: weak while the file may still be in the middle of a change, for its
   * bytes may then differ from one response to the next; and never used again, for even the weak
   * comparison must not find it equal to what the file settles at.
   */
  static EntityTag ofLive(Stamp stamp, boolean settled) {
    return new EntityTag(ofCopy(stamp, settled).opaque(), !settled);
  }

  /** The device is left out: its number changes with reboots and remounts. */
  private static String digest(Stamp stamp, long process, long serial) {
    ByteBuffer fields =
        ByteBuffer.allocate(6 * Long.BYTES)
            .putLong(stamp.inode())
            .putLong(stamp.sizeBytes())
            .putLong(stamp.mtimeNanos())
            .putLong(stamp.ctimeNanos())
            .putLong(process)
            .putLong(serial);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(fields.array());
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, TAG_SIZE_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
