package dev.untorn.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Buffers as the parser is given them, freed when the test is over. */
public final class TestBuffers implements AutoCloseable {
  private final List<ByteBuf> given = new ArrayList<>();

  /** One with this text; it stays this object's. */
  public ByteBuf of(String text) {
    ByteBuf made = Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    given.add(made);
    return made;
  }

  @Override
  public void close() {
    given.forEach(ByteBuf::release);
    given.clear();
  }
}
