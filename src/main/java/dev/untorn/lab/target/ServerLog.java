package dev.untorn.lab.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.untorn.lab.check.Promise;
import dev.untorn.lab.history.Commit;
import dev.untorn.lab.history.LoggedExchange;
import dev.untorn.lab.load.Resource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads Untorn's JSON access log while it is written. For one thread. */
final class ServerLog {
  /** Lines are written a few dozen milliseconds after the response. */
  private static final long WAIT_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final long waitNanos;
  private final Map<Long, LoggedExchange> read = new HashMap<>();
  private long readBytes;

  ServerLog(Path file) {
    this(file, WAIT_NANOS);
  }

  ServerLog(Path file, long waitNanos) {
    this.file = file;
    this.waitNanos = waitNanos;
  }

  /**
   * @throws IOException if one of them does not appear in time
   */
  Map<Long, LoggedExchange> exchanges(Set<Long> serials) throws IOException {
    long deadline = System.nanoTime() + waitNanos;
    readOn();
    while (!read.keySet().containsAll(serials)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("the server's log does not tell of all its responses");
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      readOn();
    }
    Map<Long, LoggedExchange> wanted = new HashMap<>(read);
    wanted.keySet().retainAll(serials);
    read.clear();
    return wanted;
  }

  /** Reads whole lines only: the last may be incomplete. */
  private void readOn() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    byte[] bytes;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(readBytes);
      bytes = new byte[Math.toIntExact(in.length() - readBytes)];
      in.readFully(bytes);
    }
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        exchange(new String(bytes, from, at - from, StandardCharsets.UTF_8))
            .ifPresent(logged -> read.put(logged.serial(), logged));
        from = at + 1;
      }
    }
    readBytes += from;
  }

  /** Empty if the line is not about a request of the lab. */
  static Optional<LoggedExchange> exchange(String line) throws IOException {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      while (json.nextToken() != null) {
        if (json.currentToken().isScalarValue()) {
          values.put(json.currentName(), json.getText());
        }
      }
    }
    String agent = values.getOrDefault("user_agent", "");
    if (!agent.startsWith(Resource.AGENT)) {
      return Optional.empty();
    }
    double millis = Double.parseDouble(values.getOrDefault("duration_ms", "0"));
    long startMillis = Instant.parse(values.get("time")).toEpochMilli();
    long end = (long) (millis * 1e6) + TimeUnit.MILLISECONDS.toNanos(startMillis);
    return Optional.of(
        new LoggedExchange(
            Long.parseLong(agent.substring(Resource.AGENT.length())),
            Commit.nanoTimeOf(end),
            values.containsKey("modification"),
            provenLevel(values.getOrDefault("proof", ""))));
  }

  /** Under a lease nobody was writing; a clone alone may show the middle of a change. */
  private static int provenLevel(String proof) {
    return switch (proof) {
      case "leased", "digested", "pinned", "framed" -> Promise.COMMITTED;
      case "cloned" -> Promise.MOMENT;
      default -> 0;
    };
  }
}
