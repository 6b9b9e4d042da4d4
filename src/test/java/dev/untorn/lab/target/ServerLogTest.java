package dev.untorn.lab.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.lab.check.Promise;
import dev.untorn.lab.history.LoggedExchange;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerLogTest {
  @TempDir Path directory;

  @Test
  void a_line_tells_when_its_response_ended_and_whether_the_file_changed() throws Exception {
    Instant now = Instant.now();
    LoggedExchange logged =
        ServerLog.exchange(
                "{\"time\":\"%s\",\"modification\":\"rewritten\",".formatted(now)
                    + "\"duration_ms\":250.5,\"user_agent\":\"untorn-lab/12\"}")
            .orElseThrow();
    assertEquals(12, logged.serial());
    assertTrue(logged.noticed());
    long ago = System.nanoTime() - logged.endNanos() + TimeUnit.MICROSECONDS.toNanos(250_500);
    // Since the instant was taken, this test has not slept for a minute.
    assertTrue(ago > 0 && ago < TimeUnit.MINUTES.toNanos(1), () -> ago + " ns");
  }

  @Test
  void a_line_claims_the_level_that_its_proof_is_good_for() throws Exception {
    for (Proof proof : Proof.values()) {
      int level =
          switch (proof) {
            case LEASED, DIGESTED, PINNED, FRAMED -> Promise.COMMITTED;
            case CLONED -> Promise.MOMENT;
            case UNPROVEN -> 0;
          };
      String line =
          "{\"time\":\"%s\",\"proof\":\"%s\",\"user_agent\":\"untorn-lab/12\"}"
              .formatted(Instant.now(), proof.name().toLowerCase(Locale.ROOT));
      assertEquals(level, ServerLog.exchange(line).orElseThrow().provenLevel(), line);
    }
  }

  @Test
  void lines_about_others_are_passed_over() throws Exception {
    assertTrue(ServerLog.exchange("{\"lost\":3}").isEmpty());
    assertTrue(ServerLog.exchange("{\"user_agent\":\"curl/8\"}").isEmpty());
  }

  @Test
  void a_line_under_way_is_waited_for_and_each_is_told_once() throws Exception {
    Path file = directory.resolve("log");
    ServerLog log = new ServerLog(file);
    String line = line(1) + line(2) + line(3);
    Files.writeString(file, line.substring(0, line.length() - 5));
    assertEquals(Set.of(1L, 2L), log.exchanges(Set.of(1L, 2L)).keySet());
    Files.writeString(file, line.substring(line.length() - 5), StandardOpenOption.APPEND);
    assertEquals(Set.of(3L), log.exchanges(Set.of(3L)).keySet());
  }

  @Test
  void a_response_that_the_log_leaves_out_makes_the_cell_fail() {
    ServerLog log = new ServerLog(directory.resolve("none"), 1);
    assertThrows(IOException.class, () -> log.exchanges(Set.of(1L)));
  }

  private static String line(long serial) {
    return "{\"time\":\"2026-01-01T00:00:00.000Z\",\"user_agent\":\"untorn-lab/%d\"}\n"
        .formatted(serial);
  }
}
