package dev.untorn.http.page;

import dev.untorn.delivery.StreamBody;
import dev.untorn.origin.Folder.Entry;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A listing as a body made while it is sent: what it takes in memory is its entries, not its text,
 * which is several times as large. The text is made twice, the first time for its length alone: so
 * every client sees whether it has all.
 */
public final class ListingBody implements StreamBody {
  /** Made in some 0.1 ms, between answers to others. */
  private static final int ROWS = 64;

  private final ListingFormat format;
  private final List<Entry> entries;
  private final Runnable whenClosed;
  private final long lengthBytes;
  private int next;

  /**
   * Measures the text: for workers.
   *
   * @param entries in their order
   * @param whenClosed gives their memory back
   */
  public ListingBody(ListingFormat format, List<Entry> entries, Runnable whenClosed) {
    this.format = format;
    this.entries = entries;
    this.whenClosed = whenClosed;
    long length = 0;
    for (byte[] piece = nextText(); piece != null; piece = nextText()) {
      length += piece.length;
    }
    this.lengthBytes = length;
    this.next = 0;
  }

  /** All of it in one piece, for few entries. */
  public static byte[] whole(ListingFormat format, List<Entry> entries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(format.begin());
    all.writeBytes(format.rows(entries, true));
    all.writeBytes(format.end());
    return all.toByteArray();
  }

  @Override
  public OptionalLong lengthBytes() {
    return OptionalLong.of(lengthBytes);
  }

  @Override
  public Piece next() {
    byte[] text = nextText();
    return text == null ? new Piece.End() : new Piece.Bytes(Unpooled.wrappedBuffer(text));
  }

  @Override
  public void whenReady(Runnable task) {
    throw new IllegalStateException("a listing is always ready");
  }

  private byte @Nullable [] nextText() {
    int piece = next++;
    int from = (piece - 1) * ROWS;
    if (piece == 0) {
      return format.begin();
    }
    if (from < entries.size()) {
      List<Entry> some = entries.subList(from, Math.min(entries.size(), from + ROWS));
      return format.rows(some, from == 0);
    }
    return from < entries.size() + ROWS ? format.end() : null;
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
