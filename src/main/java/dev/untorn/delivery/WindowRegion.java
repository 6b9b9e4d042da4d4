package dev.untorn.delivery;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.SocketOut;
import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A stretch of a file for one call of Netty's write loop, sent by sendfile(2) on the raw
 * descriptors, preceded by a response's head in the same packet (MSG_MORE) where there is one.
 * After a short count it answers the next try without a system call: the socket is full. Event loop
 * only.
 *
 * <p>The file's descriptor must stay open until the write's promise is done.
 */
final class WindowRegion extends AbstractReferenceCounted implements FileRegion {
  /**
   * Where sendfile is refused (a sandbox, an odd filesystem), bytes go through this much memory.
   */
  private static final int COPY_SIZE_BYTES = 64 * 1024;

  private final UnixChannel channel;
  private final ByteBuf head;
  private final int headBytes;
  private final LinuxFile file;
  private final long offset;
  private final long count;
  private long transferred;
  private boolean full;
  private boolean sendfileRefused;

  /** Owns the head, which may be empty. */
  WindowRegion(UnixChannel channel, ByteBuf head, LinuxFile file, long offset, long count) {
    this.channel = channel;
    this.head = head;
    this.headBytes = head.readableBytes();
    this.file = file;
    this.offset = offset;
    this.count = count;
  }

  @Override
  public long transferTo(WritableByteChannel target, long position) throws IOException {
    if (full) {
      full = false;
      return 0;
    }
    long sent = position < headBytes ? sendHead() : 0;
    if (head.isReadable() || full) {
      return sent;
    }
    long at = position + sent - headBytes;
    long wanted = count - at;
    if (wanted == 0) {
      return sent;
    }
    long body = sendOrReset(target, offset + at, wanted);
    if (body == SocketOut.FULL) {
      full = sent > 0;
      return sent;
    }
    full = body < wanted;
    transferred += body;
    return sent + body;
  }

  /** What cannot be completed ends with a reset, although Netty closes before it tells why. */
  private long sendOrReset(WritableByteChannel target, long from, long wanted) throws IOException {
    try {
      long body = sendFile(target, from, wanted);
      if (body == 0) {
        throw new ShortFileException(wanted);
      }
      return body;
    } catch (IOException e) {
      Endings.resetWhenClosed(channel);
      throw e;
    }
  }

  private long sendHead() throws KernelException {
    ByteBuffer bytes = head.nioBuffer();
    long sent = SocketOut.sendMore(channel.fd().intValue(), bytes);
    if (sent == SocketOut.FULL) {
      return 0;
    }
    head.skipBytes((int) sent);
    transferred += sent;
    full = head.isReadable();
    return sent;
  }

  private long sendFile(WritableByteChannel target, long from, long wanted) throws IOException {
    if (!sendfileRefused) {
      try {
        return SocketOut.sendFile(channel.fd().intValue(), file, from, wanted);
      } catch (KernelException e) {
        if (!isRefusal(e.errno())) {
          throw e;
        }
        sendfileRefused = true;
      }
    }
    return copy(target, from, wanted);
  }

  private static boolean isRefusal(Errno errno) {
    return errno == Errno.EPERM
        || errno == Errno.ENOSYS
        || errno == Errno.EINVAL
        || errno == Errno.EOPNOTSUPP;
  }

  private long copy(WritableByteChannel target, long from, long wanted) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) Math.min(COPY_SIZE_BYTES, wanted));
    if (file.pread(bytes, from) == 0) {
      return 0;
    }
    int written = target.write(bytes.flip());
    return written == 0 ? SocketOut.FULL : written;
  }

  @Override
  public long position() {
    return offset;
  }

  @Override
  public long transferred() {
    return transferred;
  }

  @Override
  @Deprecated
  public long transfered() {
    return transferred;
  }

  @Override
  public long count() {
    return headBytes + count;
  }

  @Override
  public FileRegion retain() {
    super.retain();
    return this;
  }

  @Override
  public FileRegion retain(int increment) {
    super.retain(increment);
    return this;
  }

  @Override
  public FileRegion touch() {
    return this;
  }

  @Override
  public FileRegion touch(Object hint) {
    return this;
  }

  @Override
  protected void deallocate() {
    head.release();
  }
}
