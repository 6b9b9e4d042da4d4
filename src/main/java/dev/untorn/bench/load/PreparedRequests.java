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
 * Requests in the order of sending. All share one buffer, which holds each distinct request once.
 */
final class PreparedRequests {
  private final ByteBuf memory;
  private final List<PreparedRequest> order = new ArrayList<>();
  private final PreparedRequest greeting;

  /** The same object in {@code specs} stands for the same request. */
  PreparedRequests(List<RequestSpec> specs, RequestSpec greeting) {
    Set<RequestSpec> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(specs);
    int bytes = greeting.head().length();
    for (RequestSpec spec : distinct) {
      bytes += spec.head().length();
    }
    // Of fixed size, because requests are slices of it.
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

  PreparedRequest greeting() {
    return greeting;
  }

  /** Frees the buffer; call it after the last write. */
  void release() {
    memory.release();
  }
}
