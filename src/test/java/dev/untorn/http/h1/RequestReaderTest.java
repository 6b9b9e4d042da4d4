package dev.untorn.http.h1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.LimitSettings;
import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequestReaderTest {
  private static final int PIECE_BYTES = 16 * 1024;
  private static final int PIECES = 1024;

  private static RequestReader reader() {
    LoadResult loadResult =
        SettingsReader.read(Optional.empty(), Map.of("UNTORN_SERVE_DIRECTORY", "/"), List.of());
    LimitSettings limits = assertInstanceOf(LoadResult.Read.class, loadResult).settings().limits();
    return new RequestReader(
        limits, new SilentClient(), new RequestHeadCache(), new RangeRequestCache(8192));
  }

  /** Sends nothing that goes on. */
  private record SilentClient() implements IncomingBody.Client {
    @Override
    public boolean isRelayed() {
      return false;
    }

    @Override
    public boolean hasEnded() {
      return false;
    }

    @Override
    public long nowNanos() {
      return 0;
    }

    @Override
    public void sendContinue() {}

    @Override
    public void taken() {}

    @Override
    public void malformed() {}
  }

  private static ByteBuf piece(int value) {
    return ByteBufAllocator.DEFAULT
        .directBuffer(PIECE_BYTES)
        .setZero(0, PIECE_BYTES)
        .writerIndex(PIECE_BYTES)
        .setByte(0, value);
  }

  @Test
  void what_is_read_ahead_is_moved_seldom_however_much_it_is() {
    RequestReader input = reader();
    int moves = 0;
    int capacity = 0;
    for (int i = 0; i < PIECES; i++) {
      input.append(ByteBufAllocator.DEFAULT, piece(i));
      moves += input.bytes().capacity() == capacity ? 0 : 1;
      capacity = input.bytes().capacity();
    }
    assertTrue(moves < 20, () -> "moved too often");
    for (int i = 0; i < PIECES; i++) {
      assertEquals((byte) i, input.bytes().getByte(input.bytes().readerIndex()));
      input.bytes().skipBytes(PIECE_BYTES);
    }
    input.trim();
    assertTrue(input.isEmpty());
  }

  @Test
  void what_was_consumed_takes_no_room() {
    RequestReader input = reader();
    input.append(ByteBufAllocator.DEFAULT, piece(0));
    for (int i = 1; i < PIECES; i++) {
      input.append(ByteBufAllocator.DEFAULT, piece(i));
      input.bytes().skipBytes(PIECE_BYTES);
    }
    assertFalse(input.isEmpty());
    assertTrue(input.bytes().capacity() <= 8 * PIECE_BYTES);
    input.clear();
  }
}
