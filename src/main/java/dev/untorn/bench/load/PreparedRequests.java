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
 * however often it is sent.
 */
final class PreparedRequests {
  private final ByteBuf memory;
  private final List<PreparedRequest> order = new ArrayList<>();
  private final PreparedRequest greeting;

  /**
   * Writes the requests.
   *
   * @param specs over and over; the same object stands for the same request
   */
  PreparedRequests(List<RequestSpec> specs, RequestSpec greeting) {
    Set<RequestSpec> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(specs);
    int bytes = greeting.head().length();
    for (RequestSpec spec : distinct) {
      bytes += spec.head().length();
    }
    // It must not move: requests are slices of it.
    memory = Unpooled.directBuffer(bytes, bytes);
    IdentityHashMap<RequestSpec, PreparedRequest> requests = new IdentityHashMap<>();
    specs.forEach(spec -> order.add(requests.computeIfAbsent(spec, this::request)));
    this.greeting = request(greeting);
  }

  private PreparedRequest request(RequestSpec spec) {
    int from = memory.writerIndex();
    memory.writeBytes(spec.head().getBytes(StandardCharsets.ISO_8859_1));
    return new PreparedRequest(spec, memory.slice(from, memory.writerIndex() - from));
  }

  int size() {
    return order.size();
  }

  PreparedRequest get(int place) {
    return order.get(place);
  }

  /** What connections send once that then stay idle. */
  PreparedRequest greeting() {
    return greeting;
  }

  /** Frees the memory, when nothing is sent any more. */
  void release() {
    memory.release();
  }
}
