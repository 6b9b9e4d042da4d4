package dev.untorn.delivery.transfer;

import dev.untorn.delivery.wire.ShortFileException;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.linux.file.LinuxFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sends a head, then stretches of a file, by reference where possible. Event loop only. */
final class FileSender {
  private final Wire wire;
  private final BodySource source;
  private ByteBuf head;
  private boolean refused;

  /** Bytes were read of a leased file when writers may already have been admitted. */
  static final class LeaseLostException extends IOException {
    private static final long serialVersionUID = 1L;

    LeaseLostException() {
      super("the lease was taken away while the file was read");
    }
  }

  FileSender(Wire wire, ByteBuf head, BodySource source) {
    this.wire = wire;
    this.head = head;
    this.source = source;
  }

  /** Sends what the wire takes now; returns how many bytes of the file it took. */
  long send(long from, long length) throws IOException {
    LinuxFile file = source.file();
    long taken = Wire.REFUSED;
    if (!refused && source.byReference()) {
      taken = wire.trySendFile(head.nioBuffer(), file, from, length);
      refused = taken == Wire.REFUSED;
    }
    if (taken == Wire.REFUSED) {
      taken = sendCopy(file, from, length);
    }
    int headBytes = (int) Math.min(taken, head.readableBytes());
    head.skipBytes(headBytes);
    return taken - headBytes;
  }

  private long sendCopy(LinuxFile file, long from, long length) throws IOException {
    ByteBuffer bytes = CopyBuffer.ofThisLoop(length);
    int read = file.pread(bytes, from);
    if (!source.isTrue()) {
      LinuxFile other = source.file();
      if (other.equals(file)) {
        throw new LeaseLostException();
      }
      return sendCopy(other, from, length); // A private copy has replaced it.
    }
    if (read == 0) {
      throw new ShortFileException(length);
    }
    return wire.trySend(head.nioBuffer(), bytes.flip());
  }

  /** Used so that the first byte of a response waits neither for a disk nor for a copy. */
  void sendHeadAlone() {
    if (head.isReadable()) {
      var _ = wire.write(takeHead());
    }
  }

  /** The unsent rest of the head, to be sent or released by the caller. */
  ByteBuf takeHead() {
    ByteBuf taken = head;
    head = Unpooled.EMPTY_BUFFER;
    return taken;
  }
}
