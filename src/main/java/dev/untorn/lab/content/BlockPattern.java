package dev.untorn.lab.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Content that describes itself: blocks of 512 bytes, the last one perhaps shorter, each with the
 * file's id, the version, its own index, the body's length and a checksum, filled up with bytes
 * that follow from these. A body alone therefore proves which version each of its blocks belongs
 * to.
 *
 * <pre>
 *  0 magic   4 file id   8 version   16 index   20 CRC32C of all else   24 body length   32 filling …
 *  last 8 bytes: the version again, so that a block mixed of two versions names both
 * </pre>
 *
 * @param fileId tells the files of a run apart
 */
public record BlockPattern(int fileId) {
  /** One sector: filesystems and caches only tear below it while a copy is in progress. */
  public static final int BLOCK_BYTES = 512;

  static final int HEADER_BYTES = 32;
  static final int TRAILER_BYTES = 8;

  /** Header, one word of filling, trailer. */
  public static final int BLOCK_BYTES_MIN = HEADER_BYTES + 8 + TRAILER_BYTES;

  static final int MAGIC = 0x5554524E; // "UTRN"
  static final int AT_FILE = 4;
  static final int AT_VERSION = 8;
  static final int AT_INDEX = 16;
  static final int AT_CRC = 20;
  static final int AT_LENGTH = 24;

  /** Increment of the SplitMix64 generator: odd, with random-looking bits. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * Fills the buffer with consecutive blocks of a version's body.
   *
   * @param offset of a block's first byte
   */
  public void write(ByteBuffer to, long version, long lengthBytes, long offset) {
    to.order(ByteOrder.BIG_ENDIAN);
    for (long at = offset; to.hasRemaining(); at += BLOCK_BYTES) {
      fill(to, version, Math.toIntExact(at / BLOCK_BYTES), lengthBytes);
    }
  }

  /** The size of a block; the last one of a body may be shorter. */
  static int blockBytes(int index, long lengthBytes) {
    return (int) Math.min(BLOCK_BYTES, lengthBytes - (long) index * BLOCK_BYTES);
  }

  /** Writes one block and advances the buffer's position. */
  void fill(ByteBuffer to, long version, int index, long lengthBytes) {
    int start = to.position();
    int size = blockBytes(index, lengthBytes);
    if (size < BLOCK_BYTES_MIN) {
      throw new IllegalArgumentException(
          "a body's last block needs " + BLOCK_BYTES_MIN + " bytes, not " + size);
    }
    to.putInt(start, MAGIC);
    to.putInt(start + AT_FILE, fileId);
    to.putLong(start + AT_VERSION, version);
    to.putInt(start + AT_INDEX, index);
    to.putInt(start + AT_CRC, 0);
    to.putLong(start + AT_LENGTH, lengthBytes);
    long state = mix(mix(fileId + GOLDEN * index) + version) + lengthBytes;
    int fillEnd = size - TRAILER_BYTES;
    int at = HEADER_BYTES;
    for (; at + 8 <= fillEnd; at += 8) {
      state += GOLDEN;
      to.putLong(start + at, mix(state));
    }
    for (; at < fillEnd; at++) {
      to.put(start + at, (byte) at);
    }
    to.putLong(start + fillEnd, version);
    to.putInt(start + AT_CRC, checksum(to, start, size));
    to.position(start + size);
  }

  /** CRC32C over a block without the checksum field. */
  static int checksum(ByteBuffer buffer, int start, int size) {
    CRC32C crc = new CRC32C();
    ByteBuffer view = buffer.duplicate();
    view.limit(start + AT_CRC).position(start);
    crc.update(view);
    view.limit(start + size).position(start + AT_CRC + 4);
    crc.update(view);
    return (int) crc.getValue();
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
