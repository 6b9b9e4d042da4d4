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
 * A stretch of a file, sent by sendfile(2) on the raw descriptors, preceded by a response's head
 * where there is one, in the same packet (MSG_MORE) if the stretch is short. Sent at once, or in
 * Netty's write loop. After a short count it answers the next try without a system call: the socket
 * is full. Event loop only.
 *
 * <p>The file's descriptor must stay open until the write's promise is done.
 */
final class WindowRegion extends AbstractReferenceCounted implements FileRegion {
  /**
   * What one packet holds besides a head (MAX_SKB_FRAGS in the kernel, a page each). Where the last
   * page of a body would need another packet, MSG_MORE doubles the time of the whole.
   */
  private static final long SHARED_BYTES_MAX = 64 * 1024;

  private static final long PAGE_BYTES = 4096;

  private final UnixChannel channel;
  private final ByteBuf head;
  private final int headBytes;
  private final Feed feed;
  private final long offset;
  private final long count;
  private long transferred;
  private boolean full;
  private boolean sendfileRefused;

  /** Owns the head, which may be empty. */
  WindowRegion(UnixChannel channel, ByteBuf head, Feed feed, long offset, long count) {
    this.channel = channel;
    this.head = head;
    this.headBytes = head.readableBytes();
    this.feed = feed;
    this.offset = offset;
    this.count = count;
  }

  /** Bytes of the file that were handed over. */
  long bodyBytes() {
    return Math.max(0, transferred - headBytes);
  }

  /** Whether the socket took all of it now, past Netty's queue, which must be empty. */
  boolean leavesAtOnce() throws IOException {
    advance(0);
    return transferred == count();
  }

  @Override
  public long transferTo(WritableByteChannel target, long position) throws IOException {
    return advance(position);
  }

  private long advance(long position) throws IOException {
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
    long body = sendOrReset(offset + at, wanted);
    if (body == SocketOut.FULL) {
      full = sent > 0;
      return sent;
    }
    transferred += body;
    return sent + body;
  }

  /** What cannot be completed ends with a reset, although Netty closes before it tells why. */
  private long sendOrReset(long from, long wanted) throws IOException {
    try {
      long body = sendFile(from, wanted);
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
    long sent = sendHead(channel.fd().intValue(), head.nioBuffer(), offset, count);
    if (sent == SocketOut.FULL) {
      return 0;
    }
    head.skipBytes((int) sent);
    transferred += sent;
    full = head.isReadable();
    return sent;
  }

  /**
   * Sends a head, in one packet with the stretch of a file that will be sent by reference next, if
   * both fit; moves the position.
   *
   * @return bytes handed over, or {@link SocketOut#FULL}
   */
  static long sendHead(int socket, ByteBuffer head, long offset, long count)
      throws KernelException {
    return offset % PAGE_BYTES + count <= SHARED_BYTES_MAX
        ? SocketOut.sendMore(socket, head)
        : SocketOut.send(socket, head);
  }

  private long sendFile(long from, long wanted) throws IOException {
    LinuxFile file = feed.file();
    if (!sendfileRefused && feed.byReference()) {
      try {
        long sent = SocketOut.sendFile(channel.fd().intValue(), file, from, wanted);
        full = sent < wanted;
        return sent;
      } catch (KernelException e) {
        if (!isRefusal(e.errno())) {
          throw e;
        }
        sendfileRefused = true;
      }
    }
    return copy(file, from, wanted);
  }

  /** Whether sendfile(2) is not for this file here, and copying may be. */
  static boolean isRefusal(Errno errno) {
    return errno == Errno.EPERM
        || errno == Errno.ENOSYS
        || errno == Errno.EINVAL
        || errno == Errno.EOPNOTSUPP;
  }

  private long copy(LinuxFile file, long from, long wanted) throws IOException {
    ByteBuffer bytes = CopyBuffer.ofThisLoop(wanted);
    int read = file.pread(bytes, from);
    if (!feed.isTrue()) {
      LinuxFile other = feed.file();
      if (other == file) {
        throw new LeaseLostException();
      }
      return copy(other, from, wanted); // A private copy has taken its place.
    }
    if (read == 0) {
      return 0;
    }
    long sent = SocketOut.send(channel.fd().intValue(), bytes.flip());
    full = sent < read;
    return sent;
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
