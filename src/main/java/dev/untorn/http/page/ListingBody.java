package dev.untorn.http.page;

import dev.untorn.delivery.transfer.StreamBody;
import dev.untorn.origin.Folder.Entry;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.OptionalLong;

/**
 * A listing as a body made while it is sent: what it takes in memory is its entries, not its text,
 * which is several times as large.
 */
public final class ListingBody implements StreamBody {
  /** Made in some 0.1 ms, between answers to others. */
  private static final int ROWS = 64;

  private final ListingFormat format;
  private final List<Entry> entries;
  private final Runnable whenClosed;
  private int next;

  /**
   * @param entries in their order
   * @param whenClosed gives their memory back
   */
  public ListingBody(ListingFormat format, List<Entry> entries, Runnable whenClosed) {
    this.format = format;
    this.entries = entries;
    this.whenClosed = whenClosed;
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
    return OptionalLong.empty();
  }

  @Override
  public Piece next() {
    int piece = next++;
    int from = (piece - 1) * ROWS;
    if (piece == 0) {
      return bytes(format.begin());
    }
    if (from < entries.size()) {
      List<Entry> some = entries.subList(from, Math.min(entries.size(), from + ROWS));
      return bytes(format.rows(some, from == 0));
    }
    return from < entries.size() + ROWS ? bytes(format.end()) : new Piece.End();
  }

  private static Piece bytes(byte[] text) {
    return new Piece.Bytes(Unpooled.wrappedBuffer(text));
  }

  @Override
  public void whenReady(Runnable task) {
    throw new IllegalStateException("a listing is always ready");
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
