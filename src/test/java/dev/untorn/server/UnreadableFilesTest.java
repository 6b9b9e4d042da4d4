package dev.untorn.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.untorn.client.Reply;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.testing.ScratchFilesystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A disk that fails while a file is sent. */
final class UnreadableFilesTest {
  private static final int FILE_BYTES = 64 << 20;
  private static final long GOOD_BYTES = 40 << 20;

  @Test
  void the_response_is_cut_and_booked_as_what_it_was() throws Exception {
    try (ScratchFilesystem disk = ScratchFilesystem.mount(Filesystem.EXT)) {
      Path directory = Files.createDirectory(disk.path().resolve("served"));
      Files.write(directory.resolve("f"), new byte[FILE_BYTES]);
      disk.remount();
      try (Served served = Served.directory(directory, "serve.mode=sendfile")) {
        assertEquals(206, served.get("/f", "Range: bytes=0-0").status());
        disk.fail(GOOD_BYTES);
        Reply reply = served.get("/f");
        assertEquals(200, reply.status());
        assertFalse(reply.isComplete(), reply::toString);
        Wires.await(
            "booked",
            () -> Wires.series(served, "untorn_transfers_total", "ending=\"unreadable\"") == 1);
        assertEquals(0, Wires.series(served, "untorn_transfers_total", "ending=\"client_gone\""));
      }
    }
  }
}
