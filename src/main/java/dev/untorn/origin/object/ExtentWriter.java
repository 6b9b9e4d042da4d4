package dev.untorn.origin.object;

import dev.untorn.origin.object.partial.Extents;
import dev.untorn.origin.object.partial.Extents.Extent;
import dev.untorn.semantics.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes consecutive bytes of a fill, on one worker after another. There may be others, elsewhere
 * in the same fill.
 */
public final class ExtentWriter {
  private final ObjectFill fill;
  private final MessageDigest hash = DigestAlgorithm.SHA_256.begin();
  private @Nullable Extent extent;
  private long hashedFrom;
  private volatile long at;

  /** Goes on with an extent, if there is one that ends here. */
  ExtentWriter(ObjectFill fill, long at, Optional<Extent> before) {
    this.fill = fill;
    this.extent = before.orElse(null);
    this.at = at;
    this.hashedFrom = at;
  }

  /** Where the next byte goes. */
  public long at() {
    return at;
  }

  /**
   * Writes all bytes of a direct buffer behind those that are there, and lets readers have them.
   */
  public AppendResult append(ByteBuffer direct) {
    return fill.append(this, direct);
  }

  /** What brings the bytes has ended as it announced. */
  public void finish() {
    if (extent != null) {
      fill.extents().settle(extent);
      note(at);
    }
    fill.progress().advanced();
  }

  /** They were written; and hashed, if they follow those that are from the first byte on. */
  void wrote(ByteBuffer bytes, boolean hashed) {
    long from = at;
    long to = from + bytes.remaining();
    at = to; // Before others see the extent: it would look like somebody else's.
    if (extent == null) {
      extent = fill.extents().open(from, to);
    } else {
      fill.extents().grow(extent, to);
    }
    long unitEnd = Extents.floor(to);
    if (hashed) {
      hashedFrom = to;
    } else if (unitEnd > from && unitEnd - hashedFrom >= fill.notedBytes()) {
      int complete = (int) (unitEnd - from);
      hash.update(bytes.slice(bytes.position(), complete));
      note(unitEnd);
      hash.update(bytes.position(bytes.position() + complete));
    } else {
      hash.update(bytes);
    }
  }

  /** Up to here the bytes have been hashed. */
  private void note(long to) {
    if (to > hashedFrom) {
      fill.note(hashedFrom, to, hash.digest());
      hashedFrom = to;
    }
  }
}
