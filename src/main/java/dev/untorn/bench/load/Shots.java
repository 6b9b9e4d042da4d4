package dev.untorn.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Requests in the order in which they are sent, all in one piece of memory, and each only once
 * however often it is asked.
 */
final class Shots {
  private final ByteBuf memory;
  private final List<Shot> order = new ArrayList<>();
  private final Shot greeting;

  /**
   * Makes them ready.
   *
   * @param asks over and over; the same object stands for the same request
   */
  Shots(List<Ask> asks, Ask greeting) {
    Set<Ask> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(asks);
    int bytes = greeting.head().length();
    for (Ask ask : distinct) {
      bytes += ask.head().length();
    }
    // It must not move: requests are slices of it.
    memory = Unpooled.directBuffer(bytes, bytes);
    IdentityHashMap<Ask, Shot> shots = new IdentityHashMap<>();
    asks.forEach(ask -> order.add(shots.computeIfAbsent(ask, this::shot)));
    this.greeting = shot(greeting);
  }

  private Shot shot(Ask ask) {
    int from = memory.writerIndex();
    memory.writeBytes(ask.head().getBytes(StandardCharsets.ISO_8859_1));
    return new Shot(ask, memory.slice(from, memory.writerIndex() - from));
  }

  int size() {
    return order.size();
  }

  Shot get(int place) {
    return order.get(place);
  }

  /** What connections ask that then stay idle. */
  Shot greeting() {
    return greeting;
  }

  /** When nothing is sent any more. */
  void release() {
    memory.release();
  }
}
