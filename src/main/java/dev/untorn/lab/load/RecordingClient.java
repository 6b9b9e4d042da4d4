package dev.untorn.lab.load;

import dev.untorn.client.DeadlineSocket;
import dev.untorn.lab.history.Observation;
import dev.untorn.lab.history.Observation.Question;
import dev.untorn.lab.load.ResponseRecorder.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends requests, on one connection while possible, and records the responses. For one thread. */
final class RecordingClient implements AutoCloseable {
  /** Longer than a server's longest wait for a writer: a server silent for this long hangs. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Limits the attempts to reach a server that is down. */
  private static final long REFUSED_PAUSE_NANOS = 10_000_000;

  private static final Pattern ONE_RANGE = Pattern.compile("\nRange: bytes=(\\d+)-\\d*\r\n");

  private static final AtomicLong SERIALS = new AtomicLong();

  private final Resource resource;
  private final ReadPace pace;
  private final Consumer<Observation> record;
  private final ByteBuffer buffer;
  private @Nullable DeadlineSocket connection;

  RecordingClient(Resource resource, ReadPace pace, Consumer<Observation> record) {
    this.resource = resource;
    this.pace = pace;
    this.record = record;
    this.buffer = ByteBuffer.allocateDirect(pace.readBytes());
  }

  Resource resource() {
    return resource;
  }

  /** Sends a request and reads its response. */
  Observation ask(Question question, Optional<Observation> basis, String request) {
    return ask(question, basis, request, Long.MAX_VALUE);
  }

  /** As {@link #ask}, for a GET of the file. */
  Observation get(Question question, Optional<Observation> basis, String... fields) {
    return ask(question, basis, resource.request("GET", fields));
  }

  /** As {@link #ask}, but disconnects after so many bytes of the body. */
  Observation ask(
      Question question, Optional<Observation> basis, String request, long leaveAfterBytes) {
    return observations(question, basis, request, leaveAfterBytes).getFirst();
  }

  private List<Observation> observations(
      Question question, Optional<Observation> basis, String request, long leaveAfterBytes) {
    long serial = SERIALS.incrementAndGet();
    String signed = signed(request, serial);
    Asked asked = new Asked(question, firstByte(request), leaveAfterBytes);
    Supplier<ResponseRecorder> recorders =
        () -> new ResponseRecorder(resource, asked, pace.pauseNanos());
    ResponseRecorder response = recorders.get();
    long start = System.nanoTime();
    try {
      boolean reused = connection != null;
      DeadlineSocket open = connected();
      start = System.nanoTime();
      exchange(open, signed, response);
      if (reused && response.isSilent()) {
        // A server may close an idle connection; the client retries (RFC 9112, 9.5).
        close();
        response = recorders.get();
        exchange(connected(), signed, response);
      }
    } catch (IOException e) {
      LockSupport.parkNanos(REFUSED_PAUSE_NANOS);
      response = recorders.get();
      response.unreached();
    }
    if (!response.leavesConnectionUsable()) {
      close();
    }
    List<Observation> seen = response.observations(serial, basis, start);
    seen.forEach(record);
    return seen;
  }

  private static OptionalLong firstByte(String request) {
    Matcher range = ONE_RANGE.matcher(request);
    return range.find() ? OptionalLong.of(Long.parseLong(range.group(1))) : OptionalLong.empty();
  }

  /** Records what was made of several responses. */
  void record(Observation made) {
    record.accept(made);
  }

  /** Another client of the same file, with connections of its own. */
  RecordingClient another() {
    return new RecordingClient(resource, pace, record);
  }

  /** Adds the serial, by which log lines are matched to requests. */
  private static String signed(String request, long serial) {
    String head = request.substring(0, request.length() - "\r\n".length());
    return head + "User-Agent: " + Resource.AGENT + serial + "\r\n\r\n";
  }

  private void exchange(DeadlineSocket open, String request, ResponseRecorder response)
      throws IOException {
    // Also reads what the server sends before it has the whole request.
    open.send(request);
    response.record(open, buffer);
  }

  private DeadlineSocket connected() throws IOException {
    DeadlineSocket open = connection;
    if (open == null) {
      open = DeadlineSocket.connect(resource.address(), TIMEOUT, pace.receiveBytes());
      connection = open;
    }
    return open;
  }

  /** Disconnects; another request would connect again. */
  @Override
  public void close() {
    DeadlineSocket open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * How fast a client reads bodies.
   *
   * @param receiveBytes of the socket's buffer; empty for the kernel's default
   * @param readBytes per read
   * @param pauseNanos after each read
   */
  record ReadPace(OptionalInt receiveBytes, int readBytes, long pauseNanos) {
    static final ReadPace FAST = new ReadPace(OptionalInt.empty(), 256 * 1024, 0);

    /** Small, so that most of a body waits at the server. */
    private static final int SLOW_RECEIVE_BYTES = 16 * 1024;

    /** Longer than a rewrite of the file, much shorter than a cell. */
    private static final long SLOW_BODY_NANOS = 300_000_000;

    static ReadPace slow(long bodyBytes) {
      int readBytes = Math.clamp(bodyBytes / 128, 4096, 256 * 1024);
      long pauseNanos = SLOW_BODY_NANOS / Math.max(1, bodyBytes / readBytes);
      return new ReadPace(OptionalInt.of(SLOW_RECEIVE_BYTES), readBytes, pauseNanos);
    }
  }
}
