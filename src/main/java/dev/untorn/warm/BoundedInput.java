package dev.untorn.warm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails if it is longer than a bound. */
final class BoundedInput extends FilterInputStream {
  private final long maxBytes;
  private long bytes;

  BoundedInput(InputStream in, long maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    count(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int more) throws IOException {
    bytes += more;
    if (bytes > maxBytes) {
      throw new IOException("more than %d MiB: split it".formatted(maxBytes >> 20));
    }
  }
}
