package dev.untorn.lab.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.untorn.lab.check.Ladder;
import dev.untorn.lab.history.Account;
import dev.untorn.lab.history.Clocks;
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

/** Reads Untorn's access log, in its JSON format, while it is being written. For one thread. */
final class ServerLog {
  /** Lines are written a few dozen milliseconds after their response. */
  private static final long WAIT_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final long waitNanos;
  private final Map<Long, Account> read = new HashMap<>();
  private long readBytes;

  ServerLog(Path file) {
    this(file, WAIT_NANOS);
  }

  ServerLog(Path file, long waitNanos) {
    this.file = file;
    this.waitNanos = waitNanos;
  }

  /**
   * The accounts of all these requests.
   *
   * @throws IOException if one of them does not come
   */
  Map<Long, Account> accounts(Set<Long> serials) throws IOException {
    long deadline = System.nanoTime() + waitNanos;
    readOn();
    while (!read.keySet().containsAll(serials)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("the server's log does not tell of all its responses");
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      readOn();
    }
    Map<Long, Account> wanted = new HashMap<>(read);
    wanted.keySet().retainAll(serials);
    read.clear();
    return wanted;
  }

  /** Whole lines only: the last may still be under way. */
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
        account(new String(bytes, from, at - from, StandardCharsets.UTF_8))
            .ifPresent(account -> read.put(account.serial(), account));
        from = at + 1;
      }
    }
    readBytes += from;
  }

  /** What a line says; nothing if it is not about a request of the lab. */
  static Optional<Account> account(String line) throws IOException {
    long startMillis = 0;
    double durationMillis = 0;
    boolean noticed = false;
    int provenLevel = 0;
    Optional<Long> serial = Optional.empty();
    try (JsonParser json = JSON.createParser(line)) {
      while (json.nextToken() != null) {
        if (json.currentToken() != JsonToken.FIELD_NAME) {
          continue;
        }
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "time" -> startMillis = Instant.parse(json.getText()).toEpochMilli();
          case "duration_ms" -> durationMillis = json.getDoubleValue();
          case "modification" -> noticed = true;
          case "proof" -> provenLevel = provenLevel(json.getText());
          case "user_agent" -> serial = serial(json.getText());
          default -> {
            // Of no interest here.
          }
        }
      }
    }
    long end =
        TimeUnit.MILLISECONDS.toNanos(startMillis)
            + (long) (durationMillis * TimeUnit.MILLISECONDS.toNanos(1));
    boolean seen = noticed;
    int level = provenLevel;
    return serial.map(number -> new Account(number, Clocks.nanoTimeOf(end), seen, level));
  }

  /** Under a lease nobody was writing; a clone alone may be of the middle of a change. */
  private static int provenLevel(String proof) {
    return switch (proof) {
      case "leased" -> Ladder.COMMITTED;
      case "cloned" -> Ladder.MOMENT;
      default -> 0;
    };
  }

  private static Optional<Long> serial(String agent) {
    return agent.startsWith(Resource.AGENT)
        ? Optional.of(Long.parseLong(agent.substring(Resource.AGENT.length())))
        : Optional.empty();
  }
}
