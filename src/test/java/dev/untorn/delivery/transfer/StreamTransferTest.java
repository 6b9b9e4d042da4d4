package dev.untorn.delivery.transfer;

import static dev.untorn.delivery.transfer.SentResponse.HEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.delivery.Ending;
import dev.untorn.http.h1.ChunkedFraming;
import dev.untorn.origin.StreamBody;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Streams: what is sent when, and that nobody can take a part of one for the whole. */
final class StreamTransferTest {
  private final RecordingWire wire = new RecordingWire();
  private final Script script = new Script();

  /** A stream that gives what a test put into it. */
  private static final class Script implements StreamBody {
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private OptionalLong lengthBytes = OptionalLong.empty();
    private Runnable whenReady = () -> {};
    private int asked;
    private int closed;

    Script then(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      pieces.add(new Piece.Bytes(Unpooled.wrappedBuffer(bytes)));
      return this;
    }

    Script then(Piece piece) {
      pieces.add(piece);
      return this;
    }

    @Override
    public OptionalLong lengthBytes() {
      return lengthBytes;
    }

    @Override
    public Piece next() {
      asked++;
      return pieces.isEmpty() ? new Piece.Later() : pieces.remove();
    }

    @Override
    public void whenReady(Runnable task) {
      whenReady = task;
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private SentResponse send(StreamFraming framing) {
    return SentResponse.start(
        whenEnded -> new StreamTransfer(wire, SentResponse.head(), script, framing, whenEnded));
  }

  private void goOn() {
    script.whenReady.run();
    RecordingWire.onLoop(() -> {});
  }

  private static StreamBody.Piece whole() {
    return new StreamBody.Piece.End();
  }

  private static StreamBody.Piece broken() {
    return new StreamBody.Piece.Broken();
  }

  private void assertWhole(String sent) {
    assertEquals(sent, wire.sent());
    assertFalse(wire.isReset());
    assertEquals(1, script.closed);
  }

  private void assertCut(String sent) {
    assertEquals(sent, wire.sent());
    assertTrue(wire.isReset());
    assertEquals(1, script.closed);
  }

  @Test
  void a_stream_of_unknown_length_is_sent_in_chunks_and_then_ends() {
    script.then("abc").then("0123456789abcdef").then(whole());
    send(new ChunkedFraming()).assertEnds(Ending.COMPLETED, 19);
    assertWhole(HEAD + "3\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n");
  }

  @Test
  void without_chunks_it_is_sent_as_it_is() {
    script.then("abc").then("def").then(whole());
    send(StreamFraming.NONE).assertEnds(Ending.COMPLETED, 6);
    assertWhole(HEAD + "abcdef");
  }

  @Test
  void an_empty_one_has_an_end_all_the_same() {
    script.then(whole());
    send(new ChunkedFraming()).assertEnds(Ending.COMPLETED, 0);
    assertWhole(HEAD + "0\r\n\r\n");
  }

  @Test
  void a_broken_one_never_gets_its_end() {
    script.then("abc").then(broken());
    send(new ChunkedFraming()).assertEnds(Ending.ORIGIN_BROKEN, 3);
    assertCut(HEAD + "3\r\nabc\r\n");
  }

  @Test
  void the_last_bytes_of_a_known_length_wait_for_the_proof() {
    script.lengthBytes = OptionalLong.of(6);
    script.then("abc").then("def");
    SentResponse response = send(StreamFraming.NONE);
    assertEquals(HEAD + "abc", wire.sent());
    assertFalse(response.transfer().isSending(), "the client is not to blame");
    script.then(broken());
    goOn();
    response.assertEnds(Ending.ORIGIN_BROKEN, 3);
    assertCut(HEAD + "abc");
  }

  @Test
  void with_the_proof_they_are_sent() {
    script.lengthBytes = OptionalLong.of(6);
    script.then("abc").then("def");
    SentResponse response = send(StreamFraming.NONE);
    script.then(whole());
    goOn();
    response.assertEnds(Ending.COMPLETED, 6);
    assertWhole(HEAD + "abcdef");
  }

  @Test
  void fewer_bytes_than_promised_are_cut() {
    script.lengthBytes = OptionalLong.of(7);
    script.then("abc").then("def").then(whole());
    send(StreamFraming.NONE).assertEnds(Ending.FAILED, 6);
    assertCut(HEAD + "abcdef");
  }

  @Test
  void more_bytes_than_promised_are_cut() {
    script.lengthBytes = OptionalLong.of(3);
    script.then("abc").then("def").then(whole());
    send(StreamFraming.NONE).assertEnds(Ending.FAILED, 0);
    assertCut("");
  }

  @Test
  void the_head_waits_for_nothing() {
    SentResponse response = send(StreamFraming.NONE);
    assertEquals(HEAD, wire.sent());
    script.then("abc").then(whole());
    goOn();
    response.assertEnds(Ending.COMPLETED, 3);
    assertWhole(HEAD + "abc");
  }

  @Test
  void a_slow_client_keeps_one_piece_in_memory() {
    wire.withRoom(0);
    script.then("abc").then("def").then(whole());
    SentResponse response = send(StreamFraming.NONE);
    assertEquals(1, script.asked);
    assertTrue(response.transfer().isSending());
    wire.makeRoom(1000);
    response.assertEnds(Ending.COMPLETED, 6);
    assertWhole(HEAD + "abcdef");
  }

  @Test
  void a_client_that_goes_ends_it() {
    wire.withRoom(0);
    script.then("abc").then("def").then(whole());
    SentResponse response = send(StreamFraming.NONE);
    wire.hangUp();
    response.assertEnds(Ending.CLIENT_GONE, 0);
    assertEquals(1, script.closed);
  }

  @Test
  void one_that_is_aborted_while_nothing_is_ready_sends_no_more() {
    script.then("abc");
    SentResponse response = send(new ChunkedFraming());
    response.abort(Ending.SHUTDOWN);
    response.assertEnds(Ending.SHUTDOWN, 3);
    script.then("def").then(whole());
    goOn();
    assertCut(HEAD + "3\r\nabc\r\n");
  }
}
