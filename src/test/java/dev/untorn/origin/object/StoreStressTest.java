package dev.untorn.origin.object;

import static dev.untorn.origin.object.Objects.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.Filesystem;
import dev.untorn.origin.object.check.Finding;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.origin.object.files.StoreStats;
import dev.untorn.testing.Commands;
import dev.untorn.testing.OpenFiles;
import dev.untorn.testing.ScratchFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many threads use a store in all ways, at random: nothing wrong is found, and nothing leaks. */
@Timeout(300)
final class StoreStressTest {
  private static final int THREADS = 6;

  /** Room for some of the objects: all compete with eviction. */
  private static final StoreBounds SMALL = new StoreBounds(6 << 20, 0);

  private static final StoreBounds UNBOUNDED = new StoreBounds(1L << 40, 0);
  private static final long FREE_BYTES = 6 << 20;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir private Path directory;

  private final long seed = new Random().nextLong();

  @Test
  void of_a_small_store() throws Exception {
    stress(directory, SMALL);
  }

  @Test
  void of_a_full_disk() throws Exception {
    try (ScratchFilesystem disk = ScratchFilesystem.mount(Filesystem.TMPFS)) {
      Path cache = Files.createDirectory(disk.path().resolve("cache"));
      long usable = Files.getFileStore(cache).getUsableSpace();
      Path others = disk.path().resolve("others");
      Commands.run("fallocate", "-l", Long.toString(usable - FREE_BYTES), others.toString());
      stress(cache, UNBOUNDED);
    }
  }

  private void stress(Path path, StoreBounds bounds) throws Exception {
    try (ObjectStore store = open(path, bounds)) {
      StressedKeys keys = new StressedKeys(THREADS);
      List<Thread> threads = new ArrayList<>();
      List<Throwable> failures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        StoreUser user = new StoreUser(store, keys, seed + i, i);
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    user.run();
                  } catch (Throwable e) {
                    synchronized (failures) {
                      failures.add(e);
                    }
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (Throwable failure : failures) {
        throw new AssertionError("seed " + seed, failure);
      }
      store.flush();
      StoreStats stats = store.stats();
      assertTrue(stats.objects() + stats.evicted() > 0, () -> "nothing was stored; seed " + seed);
      assertCounted(path, store);
      assertEquals(1, OpenFiles.below(path).size(), () -> "open: " + OpenFiles.below(path));
    }
    assertSound(path);
    StoreStats counted;
    try (ObjectStore store = open(path, UNBOUNDED)) {
      store.awaitCounted();
      counted = store.stats();
      assertEquals(counted(path), counted, () -> "seed " + seed);
    }
    assertAllCanGo(path, counted);
  }

  /** What is removed after its last use is removed behind. */
  private void assertCounted(Path path, ObjectStore store) throws Exception {
    long endNanos = System.nanoTime() + PATIENCE_NANOS;
    while (!isCounted(path, store) && System.nanoTime() < endNanos) {
      Thread.sleep(5);
    }
    StoreStats stats = store.stats();
    StoreStats there = counted(path);
    assertEquals(
        new StoreStats(there.objects(), there.bytes(), there.partials(), stats.evicted(), true),
        stats,
        () -> "seed " + seed);
  }

  private static boolean isCounted(Path path, ObjectStore store) throws IOException {
    StoreStats there;
    try {
      there = counted(path);
    } catch (NoSuchFileException e) {
      return false; // It has just been removed.
    }
    StoreStats stats = store.stats();
    return stats.bytes() == there.bytes()
        && stats.objects() == there.objects()
        && stats.partials() == there.partials()
        && Objects.bodies(path).size() == there.objects();
  }

  /** What the files say. */
  private static StoreStats counted(Path path) throws IOException {
    long objects = 0;
    long bytes = 0;
    long partials = 0;
    for (String name : Objects.files(path)) {
      boolean isPartial = name.matches("fills/[0-9a-f]{32}\\.[0-9a-f]{32}");
      if (isPartial || name.startsWith("objects/")) {
        bytes += (Files.size(path.resolve(name)) + 4095) / 4096 * 4096;
      }
      objects += name.matches("objects/../[0-9a-f]{64}") ? 1 : 0;
      partials += isPartial ? 1 : 0;
    }
    return new StoreStats(objects, bytes, partials, 0, true);
  }

  private void assertSound(Path path) throws Exception {
    StoreReader.Opening opening = StoreReader.open(path);
    try (StoreReader reader = ((StoreReader.Opening.Done) opening).reader()) {
      reader.verify(finding -> {
        switch (finding) {
          case Finding.Sound _ -> {}
          case Finding.NoBody _, Finding.DamagedRecord _, Finding.WrongBody _ ->
              throw new AssertionError("seed " + seed + ": " + finding);
        }
      });
    }
  }

  /** Nothing counts as in use any more. */
  private void assertAllCanGo(Path path, StoreStats counted) throws Exception {
    int sizeBytes = (int) counted.bytes();
    int recordBytes = 2 * 4096; // An object may be one block: its record, without bytes.
    StoreBounds bounds = new StoreBounds(sizeBytes + recordBytes, 0);
    try (ObjectStore store = open(path, bounds)) {
      store.awaitCounted();
      Objects.store(store, Objects.KEY, Objects.PLAIN, Objects.random(seed, sizeBytes));
      store.flush();
      assertEquals(1, store.stats().objects(), () -> "seed " + seed);
    }
  }
}
