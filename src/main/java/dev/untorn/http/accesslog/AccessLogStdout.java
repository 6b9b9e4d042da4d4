package dev.untorn.http.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

final class AccessLogStdout implements AccessLogDevice {
  private final FileChannel channel = new FileOutputStream(FileDescriptor.out).getChannel();

  @Override
  public void write(ByteBuffer lines) throws IOException {
    while (lines.hasRemaining()) {
      // Another process may have made a shared pipe or terminal non-blocking; do not spin.
      if (channel.write(lines) == 0) {
        throw new IOException("standard output takes no more bytes");
      }
    }
  }

  /** Leaves stdout open: it belongs to the process. */
  @Override
  public void close() {}
}
