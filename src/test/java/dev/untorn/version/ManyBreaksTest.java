package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.config.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers come to many leased files at the same time, again and again. */
final class ManyBreaksTest {
  private static final int FILES = 200;
  private static final int WRITERS = 4;
  private static final int ROUNDS = 5;
  private static final int BYTES = 70_000;

  @TempDir Path directory;

  private static String content(int round) {
    return String.valueOf((char) ('A' + round)).repeat(BYTES);
  }

  @Test
  void every_break_is_answered_and_none_leaves_anything_behind() throws Exception {
    for (int file = 0; file < FILES; file++) {
      Files.writeString(directory.resolve(name(file)), content(0));
    }
    long descriptors = StoreFixture.descriptors(directory);
    try (StoreFixture fixture = new StoreFixture(directory, Mode.GUARDED, settings());
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int file = 0; file < FILES; file++) {
        fixture.held(name(file)).close();
      }
      assertEquals(FILES, fixture.store.leases());
      List<Future<?>> ends = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int first = writer;
        ends.add(
            writers.submit(() -> {
              for (int round = 1; round <= ROUNDS; round++) {
                for (int file = first; file < FILES; file += WRITERS) {
                  writeAndAsk(fixture, file, round);
                }
              }
              return null;
            }));
      }
      for (Future<?> end : ends) {
        end.get(60, TimeUnit.SECONDS);
      }
      // A lease is struck off when its writer has been let go already.
      StoreFixture.await(() -> fixture.store.leases() == FILES);
      StoreFixture.await(() -> breaks(fixture) == FILES * ROUNDS);
      assertTrue(fixture.heard.stream().noneMatch(heard -> heard.contains("CLIENT_RESET")));
    }
    StoreFixture.await(() -> descriptorsNow() == descriptors);
  }

  private void writeAndAsk(StoreFixture fixture, int file, int round) throws Exception {
    Files.writeString(directory.resolve(name(file)), content(round), StandardOpenOption.WRITE);
    try (Hold hold = fixture.held(name(file))) {
      assertEquals(content(round), StoreFixture.content(hold));
    }
  }

  /** Room for every version, so that none has to make room for another. */
  private static StoreSettings settings() {
    return StoreFixture.settings(1 << 20, 1 << 30, 2 * FILES * ROUNDS);
  }

  private static long breaks(StoreFixture fixture) {
    return fixture.heard.stream().filter(heard -> heard.startsWith("lease broken")).count();
  }

  private long descriptorsNow() {
    try {
      return StoreFixture.descriptors(directory);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String name(int file) {
    return "f" + file;
  }
}
