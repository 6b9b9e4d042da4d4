package dev.untorn.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads one response and checks it strictly against the standard. Used once. */
final class ReplyCollector implements ReplyReader.Listener {
  /** Far more than our servers send. */
  private static final int HEAD_MAX_BYTES = 64 * 1024;

  /** Larger bodies need a sink. */
  private static final int BODY_MAX_BYTES = 256 * 1024 * 1024;

  private final Inlet inlet;
  private final Reading reading;
  private final Consumer<ByteBuffer> sink;
  private final ReplyReader reader;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Head head = Head.NONE;
  private String rawHead = "";
  private long bodyBytes;
  private Fields trailers = Fields.NONE;
  private String fault = "";
  private boolean isWhole;

  ReplyCollector(Inlet inlet, Reading reading) {
    this.inlet = inlet;
    this.reading = reading;
    this.sink = reading.sink().orElse(this::keep);
    this.reader = new ReplyReader(new ReplyHead(), HEAD_MAX_BYTES, reading.answersHead(), this);
  }

  Reply read(Deadline deadline) throws IOException {
    long receivedBytes = 0;
    Ending ending = Ending.COMPLETE;
    while (ending == Ending.COMPLETE && fault.isEmpty() && !isWhole) {
      ending = inlet.await(reading.pace(), receivedBytes, deadline);
      if (ending == Ending.COMPLETE) {
        receivedBytes += inlet.take(reader);
      }
    }
    if (ending == Ending.NONE && receivedBytes > 0) {
      ending = reader.endsByClose() ? Ending.COMPLETE : Ending.CUT;
    }
    if (rawHead.isEmpty()) {
      rawHead = reader.partialHead();
    }
    return new Reply(
        head,
        rawHead,
        body.toByteArray(),
        bodyBytes,
        trailers,
        fault.isEmpty() ? ending : Ending.MALFORMED,
        fault);
  }

  /** Here an interim response is a response of its own. */
  @Override
  public boolean interim(ReplyHead came) {
    isWhole = began(came);
    return false;
  }

  @Override
  public boolean began(ReplyHead came) {
    rawHead = came.text();
    try {
      head = Head.parse(rawHead);
    } catch (IllegalArgumentException e) {
      head = new Head("", came.status(), "", came.fields());
      fault = String.valueOf(e.getMessage());
    }
    return fault.isEmpty();
  }

  @Override
  public boolean content(ByteBuffer bytes, int from, int to) {
    bodyBytes += to - from;
    sink.accept(bytes.slice(from, to - from));
    return true;
  }

  @Override
  public boolean ended() {
    isWhole = true;
    try {
      trailers = Head.fields(reader.trailers());
    } catch (IllegalArgumentException e) {
      fault = String.valueOf(e.getMessage());
    }
    return false;
  }

  @Override
  public void malformed(String why) {
    fault = why;
  }

  private void keep(ByteBuffer bytes) {
    if (bodyBytes > BODY_MAX_BYTES) {
      throw new IllegalStateException("too much for memory; read into a sink");
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    body.writeBytes(copy);
  }
}
