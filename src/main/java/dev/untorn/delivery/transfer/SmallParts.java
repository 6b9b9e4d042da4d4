package dev.untorn.delivery.transfer;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Segment;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the texts of a multipart body and the small parts between them into one buffer: clients
 * that repair a file request hundreds of blocks, and two system calls for each would cost more than
 * the bytes.
 */
final class SmallParts {
  /** One write; between two, the event loop serves others. */
  private static final int SIZE_BYTES = 64 * 1024;

  /** A longer part has its own sendfile(2), which copies nothing. */
  private static final int PART_BYTES_MAX = 16 * 1024;

  private final ByteBuf bytes;
  private int next;

  private SmallParts(ByteBuf empty, int first) {
    this.bytes = empty;
    this.next = first;
  }

  /** Reads what is available without waiting, at least the text at {@code first}. */
  static SmallParts read(
      ByteBuf empty, List<Segment> body, int first, BodySource source, SendGate gate) {
    SmallParts parts = new SmallParts(empty, first);
    int lastSlice = Segment.lastSlice(body);
    boolean goesOn = true;
    while (goesOn && parts.next < body.size()) {
      goesOn =
          switch (body.get(parts.next)) {
            case Segment.Text text -> parts.append(text.ascii());
            case Segment.Slice(ByteRange range) ->
                parts.append(range, source, gate, parts.next == lastSlice);
          };
      parts.next += goesOn ? 1 : 0;
    }
    return parts;
  }

  private boolean append(String ascii) {
    boolean fits = !bytes.isReadable() || bytes.readableBytes() + ascii.length() <= SIZE_BYTES;
    if (fits) {
      bytes.writeCharSequence(ascii, StandardCharsets.US_ASCII);
    }
    return fits;
  }

  private boolean append(ByteRange range, BodySource source, SendGate gate, boolean last) {
    long lengthBytes = range.lengthBytes();
    if (lengthBytes > PART_BYTES_MAX || bytes.readableBytes() + lengthBytes > SIZE_BYTES) {
      return false;
    }
    long end = range.last() + 1;
    if (!(gate.ask(range.first(), end, last) instanceof SendGate.Answer.SendUntil(long until))
        || until < end) {
      return false;
    }
    int length = (int) lengthBytes;
    bytes.ensureWritable(length);
    LinuxFile file = source.file();
    boolean read =
        file.readWarm(bytes.internalNioBuffer(bytes.writerIndex(), length), range.first())
            && source.isTrue();
    bytes.writerIndex(bytes.writerIndex() + (read ? length : 0));
    return read;
  }

  /** The bytes read; the receiver owns them. */
  ByteBuf bytes() {
    return bytes;
  }

  int next() {
    return next;
  }
}
