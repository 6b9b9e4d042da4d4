package dev.untorn.delivery.transfer;

import static dev.untorn.delivery.transfer.SentResponse.HEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.config.OnModification;
import dev.untorn.delivery.Ending;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.semantics.ByteRange;
import dev.untorn.semantics.Multipart;
import dev.untorn.semantics.Segment;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreFixture;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every body over every kind of wire: complete, or cut when the client leaves or a test aborts. */
final class BodyTransfersTest {
  /** Where a version's bytes are, and the mode that puts them there. */
  enum Kind {
    MEMORY(Mode.SNAPSHOT, 10_000),
    SEALED(Mode.SNAPSHOT, 300_000),
    SEALED_SMALL(Mode.SNAPSHOT, 66_000),
    LEASED(Mode.GUARDED, 300_000),
    LIVE(Mode.SENDFILE, 300_000),
    /** More than a window. */
    LIVE_LARGE(Mode.SENDFILE, 5_000_000),
    LIVE_SMALL(Mode.SENDFILE, 1_000);

    private final Mode mode;
    private final int sizeBytes;

    Kind(Mode mode, int sizeBytes) {
      this.mode = mode;
      this.sizeBytes = sizeBytes;
    }
  }

  @TempDir Path directory;
  private final Transfers transfers = new Transfers(OnModification.COUNT, Runnable::run);

  private StoreFixture store(Kind kind) throws Exception {
    Files.writeString(directory.resolve("f"), content(kind.sizeBytes));
    return new StoreFixture(directory, kind.mode, StoreFixture.settings());
  }

  private static String content(int sizeBytes) {
    StringBuilder content = new StringBuilder(sizeBytes + 8);
    for (int i = 0; content.length() < sizeBytes; i++) {
      content.append(HexFormat.of().toHexDigits(i));
    }
    return content.substring(0, sizeBytes);
  }

  /** A hold on the file's version, once its copy, if any, is proved. */
  private static Hold held(StoreFixture store) throws Exception {
    Hold hold = store.soleHold("f");
    if (hold.version().body() instanceof Body.Sealed(var _, CopyProgress progress, var _)) {
      StoreFixture.await(() -> progress.state() == CopyProgress.State.PROVED);
    }
    return hold;
  }

  private SentResponse sendWhole(Wire wire, Hold hold) {
    long lengthBytes = hold.version().lengthBytes();
    return send(wire, hold, Segment.all(lengthBytes));
  }

  private SentResponse send(Wire wire, Hold hold, List<Segment> body) {
    int room = Transfers.roomBehindHead(hold.version()) + 8 * 1024;
    return SentResponse.start(
        whenEnded -> transfers.of(wire, SentResponse.head().capacity(room), hold, body, whenEnded));
  }

  /** Behind a head that other responses share. */
  private SentResponse sendAtOnce(Wire wire, Hold hold, ByteRange range) {
    ByteBuf head = SentResponse.head();
    ByteBuffer shared = head.nioBuffer();
    SentResponse response =
        SentResponse.start((Consumer<Transfer.Ended> whenEnded) ->
            transfers.of(wire, shared, hold, range, new BatchedFences(), whenEnded));
    assertEquals(HEAD.length(), shared.remaining(), "the head is used again");
    head.setZero(0, head.capacity()).release();
    return response;
  }

  private static void assertReleased(StoreFixture store, RecordingWire wire) {
    if (wire.calls.contains("handOut")) {
      assertEquals(1, store.store.holds(), "pages are on their way");
      wire.acknowledge();
    }
    assertEquals(0, store.store.holds());
  }

  private static void assertWhole(SentResponse response, RecordingWire wire, String body) {
    response.assertEnds(Ending.COMPLETED, body.length());
    assertEquals(HEAD + body, wire.sent());
    assertFalse(wire.isReset());
  }

  @ParameterizedTest
  @EnumSource
  void a_wire_that_takes_all_gets_all_in_one_go(Kind kind) throws Exception {
    RecordingWire wire = new RecordingWire();
    try (StoreFixture store = store(kind)) {
      SentResponse response = sendWhole(wire, held(store));
      assertWhole(response, wire, content(kind.sizeBytes));
      assertReleased(store, wire);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_wire_that_takes_little_gets_all_in_the_end(Kind kind) throws Exception {
    RecordingWire wire = new RecordingWire().withRoom(10);
    try (StoreFixture store = store(kind)) {
      SentResponse response = sendWhole(wire, held(store));
      for (int room = 5; !response.hasEnded(); room += room) {
        assertTrue(response.transfer().isSending());
        wire.makeRoom(room);
      }
      assertWhole(response, wire, content(kind.sizeBytes));
      assertReleased(store, wire);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_wire_that_takes_no_files_gets_copies(Kind kind) throws Exception {
    RecordingWire wire = new RecordingWire().withoutFiles().withRoom(50_000);
    try (StoreFixture store = store(kind)) {
      SentResponse response = sendWhole(wire, held(store));
      wire.makeRoom(Long.MAX_VALUE);
      assertWhole(response, wire, content(kind.sizeBytes));
      assertFalse(wire.calls.contains("sendFile"));
      assertReleased(store, wire);
    }
  }

  @ParameterizedTest
  @EnumSource
  void behind_a_device_that_copies_leased_pages_are_handed_out(Kind kind) throws Exception {
    RecordingWire wire = new RecordingWire().behindCopyingDevice().withRoom(50_000);
    try (StoreFixture store = store(kind)) {
      SentResponse response = sendWhole(wire, held(store));
      wire.makeRoom(Long.MAX_VALUE);
      assertWhole(response, wire, content(kind.sizeBytes));
      assertEquals(kind == Kind.LEASED, wire.calls.contains("awaitAck whole"));
      assertReleased(store, wire);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_stretch_is_sent_behind_a_head_that_is_at_hand(Kind kind) throws Exception {
    String stretch = content(kind.sizeBytes).substring(100, 900);
    for (long room : new long[] {Long.MAX_VALUE, 0, 5, HEAD.length(), HEAD.length() + 300}) {
      RecordingWire wire = new RecordingWire().withRoom(room);
      try (StoreFixture store = store(kind)) {
        SentResponse response = sendAtOnce(wire, held(store), new ByteRange(100, 899));
        wire.makeRoom(Long.MAX_VALUE);
        assertWhole(response, wire, stretch);
        assertReleased(store, wire);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void parts_are_sent_with_the_text_between_them(Kind kind) throws Exception {
    String content = content(kind.sizeBytes);
    int middle = kind.sizeBytes / 2;
    List<ByteRange> ranges =
        List.of(
            new ByteRange(0, 9),
            new ByteRange(20, middle),
            new ByteRange(middle + 50, middle + 90));
    Multipart multipart = Multipart.of(ranges, kind.sizeBytes, "text/plain");
    RecordingWire wire = new RecordingWire().withRoom(30);
    try (StoreFixture store = store(kind)) {
      SentResponse response = send(wire, held(store), multipart.segments());
      wire.makeRoom(Long.MAX_VALUE);
      response.assertEnds(Ending.COMPLETED, multipart.contentLengthBytes());
      assertEquals(HEAD.length() + multipart.contentLengthBytes(), wire.sent().length());
      int at = 0;
      for (ByteRange range : ranges) {
        at =
            wire.sent().indexOf(content.substring((int) range.first(), (int) range.last() + 1), at);
        assertTrue(at > 0, range::toString);
      }
      assertReleased(store, wire);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_client_that_goes_ends_it(Kind kind) throws Exception {
    RecordingWire wire = new RecordingWire().behindCopyingDevice().withRoom(HEAD.length() + 500);
    try (StoreFixture store = store(kind)) {
      SentResponse response = sendWhole(wire, held(store));
      wire.hangUp();
      response.assertEnds(Ending.CLIENT_GONE, 500);
      assertFalse(wire.calls.contains("awaitAck whole"));
      assertReleased(store, wire);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_client_that_has_gone_gets_nothing(Kind kind) throws Exception {
    RecordingWire wire = new RecordingWire();
    wire.hangUp();
    try (StoreFixture store = store(kind)) {
      sendWhole(wire, held(store)).assertEnds(Ending.CLIENT_GONE, 0);
      assertReleased(store, wire);
      sendAtOnce(wire, held(store), new ByteRange(0, 9)).assertEnds(Ending.CLIENT_GONE, 0);
      assertReleased(store, wire);
    }
  }

  @ParameterizedTest
  @EnumSource
  void one_that_is_aborted_is_cut_and_told_once(Kind kind) throws Exception {
    RecordingWire wire = new RecordingWire().withRoom(HEAD.length() + 500);
    try (StoreFixture store = store(kind)) {
      SentResponse response = sendWhole(wire, held(store));
      response.abort(Ending.TOO_SLOW);
      response.abort(Ending.SHUTDOWN);
      response.assertEnds(Ending.TOO_SLOW, 500);
      assertTrue(wire.isReset());
      assertReleased(store, wire);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_wire_that_fails_is_reset(Kind kind) throws Exception {
    RecordingWire wire = new RecordingWire();
    wire.fail(new IOException("out of order"));
    try (StoreFixture store = store(kind)) {
      sendWhole(wire, held(store)).assertEnds(Ending.FAILED, 0);
      assertTrue(wire.isReset());
      assertReleased(store, wire);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_wire_that_fails_at_once_is_reset_too(Kind kind) throws Exception {
    RecordingWire wire = new RecordingWire();
    wire.fail(new IOException("out of order"));
    try (StoreFixture store = store(kind)) {
      sendAtOnce(wire, held(store), new ByteRange(0, 9)).assertEnds(Ending.FAILED, 0);
      assertTrue(wire.isReset());
      assertReleased(store, wire);
    }
  }
}
