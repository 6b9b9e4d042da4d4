package dev.untorn.lab.hazard;

import dev.untorn.text.Json;
import java.nio.ByteBuffer;

/**
 * What a stretch of received bytes turned out to be.
 *
 * @param oldBytes as in the file when it was handed over
 * @param newBytes as the writer wrote
 * @param zeroBytes zero, which neither version holds
 * @param otherBytes none of these: damage
 */
public record ByteCounts(
    @Json.Name("old") long oldBytes,
    @Json.Name("new") long newBytes,
    @Json.Name("zero") long zeroBytes,
    @Json.Name("other") long otherBytes) {
  public static final ByteCounts NONE = new ByteCounts(0, 0, 0, 0);

  /** Every byte of the file before the change. */
  static final byte OLD = 'A';

  /** Every byte that a writer writes. */
  static final byte NEW = 'B';

  /** Counts a stretch of a buffer, by absolute positions. */
  static ByteCounts of(ByteBuffer bytes, int from, int to) {
    long oldBytes = 0;
    long newBytes = 0;
    long zeroBytes = 0;
    long otherBytes = 0;
    for (int i = from; i < to; i++) {
      switch (bytes.get(i)) {
        case OLD -> oldBytes++;
        case NEW -> newBytes++;
        case 0 -> zeroBytes++;
        default -> otherBytes++;
      }
    }
    return new ByteCounts(oldBytes, newBytes, zeroBytes, otherBytes);
  }

  public ByteCounts plus(ByteCounts that) {
    return new ByteCounts(
        oldBytes + that.oldBytes,
        newBytes + that.newBytes,
        zeroBytes + that.zeroBytes,
        otherBytes + that.otherBytes);
  }

  public long total() {
    return oldBytes + changed();
  }

  /** Those that are not what was handed over. */
  public long changed() {
    return newBytes + zeroBytes + otherBytes;
  }

  /** Without the kinds that did not occur, as {@code 100 old, 3996 zero}. */
  String text() {
    String text =
        kind(oldBytes, "old")
            + kind(newBytes, "new")
            + kind(zeroBytes, "zero")
            + kind(otherBytes, "damage");
    return text.isEmpty() ? "-" : text.substring(2);
  }

  private static String kind(long bytes, String name) {
    return bytes == 0 ? "" : ", " + bytes + " " + name;
  }
}
