package dev.untorn.delivery;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.LinuxFile;
import dev.untorn.linux.SocketOut;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A whole body that can be sent at once behind a head. Event loop only. */
sealed interface PromptBody {
  /**
   * Sends a head and as much of the body as the socket takes now, without waiting for a disk.
   *
   * @param head direct; its position is not moved
   * @return bytes of both that were handed over
   */
  long send(int socket, ByteBuffer head) throws IOException;

  /** Bytes in memory that is direct: one system call, and no copy but the kernel's. */
  record Memory(ByteBuffer bytes) implements PromptBody {
    @Override
    public long send(int socket, ByteBuffer head) throws KernelException {
      return Math.max(0, SocketOut.send(socket, head, bytes));
    }
  }

  /** The beginning of a file, for most files all of it. */
  record File(LinuxFile file, long lengthBytes) implements PromptBody {
    /**
     * Up to here reading the bytes and sending them with their head is cheaper than sendfile(2)
     * behind the head: 0.92 of the time of the whole at 1 KiB, but 1.12 at 8 KiB.
     */
    private static final int COPIED_BYTES_MAX = 2 * 1024;

    @Override
    public long send(int socket, ByteBuffer head) throws IOException {
      long window = Math.min(lengthBytes, FileTransfer.WINDOW_BYTES);
      if (!file.isWarm(0, window)) {
        return 0;
      }
      return lengthBytes <= COPIED_BYTES_MAX
          ? sendCopied(socket, head)
          : sendByReference(socket, head, window);
    }

    private long sendCopied(int socket, ByteBuffer head) throws IOException {
      ByteBuffer bytes = CopyBuffer.ofThisLoop(lengthBytes);
      if (file.pread(bytes, 0) < lengthBytes) {
        return 0; // It has shrunk: that has its own ending.
      }
      return Math.max(0, SocketOut.send(socket, head, bytes.flip()));
    }

    private long sendByReference(int socket, ByteBuffer head, long window) throws IOException {
      long sent = WindowRegion.sendHead(socket, head.duplicate(), 0, window);
      if (sent < head.remaining()) {
        return Math.max(0, sent);
      }
      try {
        return sent + Math.max(0, SocketOut.sendFile(socket, file, 0, window));
      } catch (KernelException e) {
        if (WindowRegion.isRefusal(e.errno())) {
          return sent;
        }
        throw e;
      }
    }
  }
}
