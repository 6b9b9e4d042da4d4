package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.client.Reply;
import dev.untorn.client.WireClient;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.testing.Commands;
import dev.untorn.testing.ScratchFilesystem;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers or space run out, and come back. */
final class ScarcityTest {
  private static final int COLD_BYTES = 8 * 1024 * 1024;

  /** One copy fits on the scratch filesystem, two do not. */
  private static final long COPIED_BYTES = 200L << 20;

  private static void occupy(Executor workers, CountDownLatch until) {
    try {
      while (true) {
        workers.execute(() -> {
          try {
            until.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
      }
    } catch (RejectedExecutionException full) {
      // As wished.
    }
  }

  /** Writes a file's pages to the disk and drops them from the page cache. */
  private static void cool(Path file) throws Exception {
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ)) {
      open.force(true);
    }
    Commands.run("dd", "if=" + file, "iflag=nocache", "count=0", "status=none");
  }

  @Test
  void while_all_workers_are_busy_a_cold_file_waits(@TempDir Path directory) throws Exception {
    byte[] content = new byte[COLD_BYTES];
    new Random(1).nextBytes(content);
    Path file = Files.write(directory.resolve("f"), content);
    try (Served served = Served.directory(directory, "serve.mode=sendfile");
        WireClient client = served.connect()) {
      assertEquals(COLD_BYTES, served.get("/f").bodyBytes());
      cool(file);
      CountDownLatch busy = new CountDownLatch(1);
      occupy(served.server().components().context().workers(), busy);
      client.send(Served.request("GET /f HTTP/1.1"));
      Wires.await("under way", () -> served.server().components().context().store().holds() > 0);
      busy.countDown();
      assertArrayEquals(content, client.read().body());
    }
  }

  @Test
  void copies_that_nobody_uses_make_room_on_a_full_disk() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.EXT)) {
      for (String name : new String[] {"f", "g"}) {
        try (RandomAccessFile made =
            new RandomAccessFile(scratch.path().resolve(name).toFile(), "rw")) {
          made.setLength(COPIED_BYTES);
        }
      }
      long before = Wires.descriptors(scratch.path());
      try (Served served =
          Served.directory(
              scratch.path(),
              "serve.mode=snapshot",
              "store.spool=" + scratch.path(),
              "store.memory=1MiB")) {
        assertEquals(COPIED_BYTES, served.get("/f").bodyBytes());
        Wires.await("released", () -> served.server().components().context().store().holds() == 0);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Reply reply = served.get("/g");
        while (reply.status() == 503 && System.nanoTime() < deadline) {
          reply = served.get("/g");
        }
        assertEquals(200, reply.status(), reply::toString);
        assertTrue(reply.isComplete(), reply::toString);
      }
      Wires.await("all closed", () -> Wires.descriptors(scratch.path()) <= before);
    }
  }
}
