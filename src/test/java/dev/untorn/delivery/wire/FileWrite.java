package dev.untorn.delivery.wire;

import dev.untorn.linux.file.LinuxFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Sends a file, by reference or copied, as far as a wire takes it. */
final class FileWrite implements PendingWrite {
  private final Wire wire;
  private final LinuxFile file;
  private final long lengthBytes;
  final CompletableFuture<String> end = new CompletableFuture<>();
  long offset;
  boolean hasBug;

  FileWrite(Wire wire, LinuxFile file, long lengthBytes) {
    this.wire = wire;
    this.file = file;
    this.lengthBytes = lengthBytes;
  }

  @Override
  public boolean send() throws IOException {
    if (hasBug) {
      throw new IllegalStateException("a bug");
    }
    ByteBuffer none = ByteBuffer.allocateDirect(0);
    long sent = wire.trySendFile(none, file, offset, lengthBytes - offset);
    if (sent == Wire.REFUSED) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(100_000);
      if (file.pread(bytes, offset) == 0) {
        throw new ShortFileException(lengthBytes - offset);
      }
      sent = wire.trySend(bytes.flip());
    }
    offset += sent;
    return offset == lengthBytes;
  }

  @Override
  public void sent() {
    end.complete("sent");
  }

  @Override
  public void failed(Throwable cause) {
    end.complete(cause.getClass().getSimpleName());
  }
}
