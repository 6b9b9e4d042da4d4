package dev.untorn.version;

import dev.untorn.semantics.Coding;
import dev.untorn.semantics.DigestAlgorithm;
import dev.untorn.semantics.EntityTag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes entity tags that differ for any two versions with different bytes.
 *
 * <p>A tag of the content is the same for the same bytes and coding, on any machine. A stamp
 * identifies a state only if the file was at rest and not being written: then any later write moves
 * ctime to a new time. Otherwise the tag also gets a number that no other version has, in this
 * process or another. So one state may have two tags, but two states never share one.
 */
public final class EntityTagFactory {
  private static final int TAG_SIZE_BYTES = 12;

  /** Uploaders may craft colliding files: this is too long for that. */
  private static final int CONTENT_TAG_SIZE_BYTES = 16;

  private static final long PROCESS = new SecureRandom().nextLong();
  private static final AtomicLong SERIAL = new AtomicLong();

  private EntityTagFactory() {}

  /** The tag of a copy. Omits the device: its number changes with reboots and remounts. */
  public static EntityTag ofCopy(Stamp stamp, boolean stampIdentifies) {
    ByteBuffer fields =
        ByteBuffer.allocate(6 * Long.BYTES)
            .putLong(stamp.inode())
            .putLong(stamp.sizeBytes())
            .putLong(stamp.mtimeNanos())
            .putLong(stamp.ctimeNanos())
            .putLong(stampIdentifies ? 0 : PROCESS)
            .putLong(stampIdentifies ? 0 : SERIAL.incrementAndGet());
    byte[] hash = DigestAlgorithm.SHA_256.begin().digest(fields.array());
    return new EntityTag(text(hash, TAG_SIZE_BYTES), false);
  }

  /** The tag of bytes with this SHA-256. Equal bytes of another coding get another tag. */
  public static EntityTag ofContent(byte[] contentHash, Coding coding) {
    MessageDigest hash = DigestAlgorithm.SHA_256.begin();
    hash.update(contentHash);
    hash.update(coding.token().getBytes(StandardCharsets.US_ASCII));
    return new EntityTag(text(hash.digest(), CONTENT_TAG_SIZE_BYTES), false);
  }

  /**
   * The tag of a live file. While the file may still change it is weak and used once: its bytes may
   * differ between two responses, and even a weak comparison must not match the final state.
   */
  public static EntityTag ofLive(Stamp stamp, boolean settled) {
    return new EntityTag(ofCopy(stamp, settled).opaque(), !settled);
  }

  private static String text(byte[] hash, int sizeBytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, sizeBytes));
  }
}
