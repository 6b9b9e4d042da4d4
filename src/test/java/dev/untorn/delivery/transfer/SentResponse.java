package dev.untorn.delivery.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.untorn.delivery.Ending;
import dev.untorn.version.StoreFixture;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A response that a test has a transfer send, and how it ended. */
final class SentResponse {
  /** What stands before each body. */
  static final String HEAD = "HTTP/1.1 200 OK\r\n\r\n";

  private final List<Transfer.Ended> ended = new CopyOnWriteArrayList<>();
  private Optional<Transfer> transfer = Optional.empty();

  /** A head in memory of its own. */
  static ByteBuf head() {
    byte[] bytes = HEAD.getBytes(StandardCharsets.US_ASCII);
    return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
  }

  /** Makes a transfer, given the receiver of its end, and starts it. */
  static SentResponse start(Function<Consumer<Transfer.Ended>, Transfer> made) {
    SentResponse response = new SentResponse();
    RecordingWire.onLoop(() -> {
      Transfer started = made.apply(response.ended::add);
      response.transfer = Optional.of(started);
      started.start();
    });
    return response;
  }

  Transfer transfer() {
    return transfer.orElseThrow();
  }

  boolean hasEnded() {
    return !ended.isEmpty();
  }

  void abort(Ending why) {
    RecordingWire.onLoop(() -> transfer().abort(why));
  }

  /** Waits for the end, which must be reported once. */
  Transfer.Ended end() {
    StoreFixture.await(this::hasEnded);
    RecordingWire.onLoop(() -> {});
    assertEquals(1, ended.size());
    return ended.getFirst();
  }

  void assertEnds(Ending how, long bodyBytes) {
    Transfer.Ended found = end();
    assertEquals(how, found.ending());
    assertEquals(bodyBytes, found.bodyBytes());
  }
}
