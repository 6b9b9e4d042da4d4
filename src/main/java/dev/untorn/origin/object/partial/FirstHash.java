package dev.untorn.origin.object.partial;

import dev.untorn.linux.file.LinuxFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** The running SHA-256 over the bytes of a fill from the first one on. Thread-safe. */
public final class FirstHash {
  private static final int READ_SIZE_BYTES = 256 << 10;

  private final MessageDigest hash;
  private long bytes;

  public FirstHash(VerifiedPrefix there) {
    this.hash = VerifiedPrefix.copy(there.hash());
    this.bytes = there.bytes();
  }

  /** How many bytes it is over. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Of these bytes; known without reading them. */
  public synchronized byte[] sha256() {
    return VerifiedPrefix.copy(hash).digest();
  }

  /** The bytes that it is over. */
  public synchronized VerifiedPrefix first() {
    return new VerifiedPrefix(bytes, VerifiedPrefix.copy(hash));
  }

  /** Goes on over bytes at an offset, if they follow; false if they do not. */
  public synchronized boolean tryUpdate(long at, ByteBuffer following) {
    if (at != bytes) {
      return false;
    }
    bytes += following.remaining();
    hash.update(following);
    return true;
  }

  /** Goes on over what is in a file, up to an offset. */
  public synchronized void read(LinuxFile file, long until) throws IOException {
    read(file, hash, bytes, until);
    bytes = until;
  }

  /** Has an algorithm go over bytes of a file. */
  public static void read(LinuxFile file, MessageDigest algorithm, long from, long until)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_SIZE_BYTES);
    if (!VerifiedPrefix.update(algorithm, file, from, until, buffer)) {
      throw new IOException("the file of a fill is too short");
    }
  }
}
