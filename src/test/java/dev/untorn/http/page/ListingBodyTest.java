package dev.untorn.http.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.origin.Folder;
import dev.untorn.origin.Folder.Entry;
import dev.untorn.origin.StreamBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListingBodyTest {
  private static final int PIECE_BYTES_MAX = 64 * 1024;

  private static List<Entry> entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Entry("caf\u00e9 " + i, i % 7 == 0, false, i, i))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1000})
  void pieces_are_the_whole_text_and_its_end_is_told(int count) {
    List<Entry> entries = entries(count);
    Folder folder = Folder.whole("a", entries);
    List<Supplier<ListingFormat>> formats =
        List.of(() -> new ListingPage(folder, ListingOrder.DEFAULT), () -> new ListingJson(folder));
    for (Supplier<ListingFormat> format : formats) {
      AtomicInteger closed = new AtomicInteger();
      ListingBody body = new ListingBody(format.get(), entries, closed::incrementAndGet);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      while (body.next() instanceof StreamBody.Piece.Bytes(ByteBuf piece)) {
        assertTrue(piece.readableBytes() < PIECE_BYTES_MAX);
        all.writeBytes(ByteBufUtil.getBytes(piece));
      }
      assertEquals(OptionalLong.empty(), body.lengthBytes());
      assertInstanceOf(StreamBody.Piece.End.class, body.next());
      assertArrayEquals(format.get().whole(entries), all.toByteArray());
      assertEquals(0, closed.get());
      body.close();
      assertEquals(1, closed.get());
    }
  }
}
