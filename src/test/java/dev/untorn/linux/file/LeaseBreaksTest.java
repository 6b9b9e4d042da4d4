package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Signals;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks are told to one thread, by descriptor, and never kill the process. */
final class LeaseBreaksTest {
  private static final int LEASES = 50;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  @TempDir Path directory;

  @Test
  void each_break_names_its_descriptor_once_the_lease_is_set_anew_too() throws Exception {
    Signals.ignoreSigio();
    // A thread of its own that lives on, for the signal is directed to it.
    ExecutorService watcher = Executors.newSingleThreadExecutor();
    ExecutorService writers = Executors.newCachedThreadPool();
    LeaseBreaks breaks = watcher.submit(LeaseBreaks::new).get();
    try (LinuxFile root = file(LinuxFile.openDirectory(directory))) {
      for (int round = 0; round < 2; round++) {
        Set<Integer> broken = new HashSet<>();
        Set<Integer> leased = new HashSet<>();
        Set<Lease> leases = new HashSet<>();
        for (int i = 0; i < LEASES; i++) {
          Path path = directory.resolve("f" + i);
          Files.writeString(path, "x");
          LinuxFile file =
              file(root.openBeneath("f" + i, LinuxFile.Symlinks.FOLLOWED, LinuxFile.Walk.ANY));
          Lease lease = assertInstanceOf(Lease.Attempt.Granted.class, Lease.tryTake(file)).lease();
          breaks.watch(lease);
          assertTrue(lease.stands());
          leases.add(lease);
          leased.add(lease.fd());
        }
        List<Future<?>> opens = new ArrayList<>();
        for (int i = 0; i < LEASES; i++) {
          Path path = directory.resolve("f" + i);
          opens.add(
              writers.submit(() -> {
                FileChannel.open(path, StandardOpenOption.WRITE).close();
                return null;
              }));
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (broken.size() < LEASES && System.nanoTime() < deadline) {
          int fd = watcher.submit(() -> breaks.await(TimeUnit.MILLISECONDS.toNanos(100))).get();
          if (fd != LeaseBreaks.NONE) {
            broken.add(fd);
          }
        }
        assertEquals(leased, broken);
        for (Lease lease : leases) {
          assertFalse(lease.stands());
          assertTrue(lease.release());
        }
        for (Future<?> open : opens) {
          open.get(20, TimeUnit.SECONDS);
        }
      }
    } finally {
      writers.shutdown();
    }
  }

  private static LinuxFile file(Opened opened) {
    return assertInstanceOf(Opened.File.class, opened).file();
  }
}
