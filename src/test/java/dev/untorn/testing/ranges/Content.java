package dev.untorn.testing.ranges;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bytes of one version of an object: the key stream of AES in counter mode (NIST SP 800-38A,
 * 6.5), whose key is the first half of the SHA-256 of {@code PATH#VERSION}. So any byte is known
 * from its offset, no two objects or versions agree in a block, and {@code openssl enc
 * -aes-128-ctr} makes the same.
 */
public final class Content {
  /** Takes the bytes as they are made; valid until it returns. */
  public interface Sink {
    void take(byte[] bytes, int length) throws IOException;
  }

  private static final int PIECE_BYTES = 64 * 1024;
  private static final int BLOCK_BYTES = 16;
  private static final byte[] ZEROS = new byte[PIECE_BYTES];

  private final SecretKeySpec key;

  /** Of an object's version. */
  public Content(String path, int version) {
    byte[] name = (path + "#" + version).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
      this.key = new SecretKeySpec(Arrays.copyOf(digest, BLOCK_BYTES), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Makes the bytes from an offset on. */
  public void make(long from, long lengthBytes, Sink sink) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      byte[] counter = ByteBuffer.allocate(BLOCK_BYTES).putLong(8, from / BLOCK_BYTES).array();
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
      var _ = cipher.update(ZEROS, 0, (int) (from % BLOCK_BYTES));
      byte[] piece = new byte[PIECE_BYTES];
      for (long left = lengthBytes; left > 0; ) {
        int length = (int) Math.min(left, PIECE_BYTES);
        var _ = cipher.update(ZEROS, 0, length, piece);
        sink.take(piece, length);
        left -= length;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES in counter mode", e);
    }
  }

  /** Some bytes at once. */
  public byte[] bytes(long from, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try {
      make(from, length, (piece, count) -> bytes.put(piece, 0, count));
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.array();
  }
}
