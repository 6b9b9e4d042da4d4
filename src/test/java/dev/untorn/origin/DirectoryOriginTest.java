package dev.untorn.origin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.version.StoreFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory keeps the promises of an origin. */
final class DirectoryOriginTest extends OriginContract {
  @TempDir Path place;

  private final ExecutorService workers = Executors.newSingleThreadExecutor();
  private Path root = Path.of("");

  @AfterEach
  void endWorkers() throws Exception {
    workers.shutdown();
    assertTrue(workers.awaitTermination(20, TimeUnit.SECONDS));
  }

  @Override
  Origin open() throws Exception {
    root = Files.createDirectory(place.resolve("root"));
    return ServedTree.on(root, workers);
  }

  @Override
  void put(String path, String content) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Path whole = Files.writeString(place.resolve("whole"), content);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  void remove(String path) throws Exception {
    Files.delete(root.resolve(path));
  }

  @Override
  AutoCloseable stall() {
    CountDownLatch stalled = new CountDownLatch(1);
    workers.execute(() -> {
      try {
        stalled.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    return stalled::countDown;
  }

  @Override
  void takeAway() throws Exception {
    Files.move(root, place.resolve("elsewhere"));
  }

  @Override
  long held() throws Exception {
    return StoreFixture.descriptors(root);
  }
}
