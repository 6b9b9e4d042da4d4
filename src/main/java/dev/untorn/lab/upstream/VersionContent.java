package dev.untorn.lab.upstream;

import dev.untorn.lab.content.BlockPattern;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The bytes of versions, made as they are needed. For one thread. */
final class VersionContent {
  static final int PIECE_BYTES = 128 * BlockPattern.BLOCK_BYTES;

  private final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);

  /** The next bytes of a version from an offset, at most to an end; valid until the next call. */
  ByteBuffer next(BlockPattern pattern, ObjectVersion version, long at, long end) {
    long block = at - at % BlockPattern.BLOCK_BYTES;
    long last = block + PIECE_BYTES;
    piece.clear().limit((int) (Math.min(version.lengthBytes(), last) - block));
    pattern.write(piece, version.number(), version.lengthBytes(), block);
    return piece.position((int) (at - block)).limit((int) (Math.min(end, last) - block));
  }

  static byte[] sha256(BlockPattern pattern, ObjectVersion version) {
    VersionContent content = new VersionContent();
    MessageDigest sha256 = sha256();
    for (long at = 0; at < version.lengthBytes(); ) {
      ByteBuffer bytes = content.next(pattern, version, at, version.lengthBytes());
      at += bytes.remaining();
      sha256.update(bytes);
    }
    return sha256.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
