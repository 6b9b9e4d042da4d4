package dev.untorn.version.space;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.config.Mode;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Filesystem.Space;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.testing.ScratchFilesystem;
import dev.untorn.version.Acquisition;
import dev.untorn.version.Body;
import dev.untorn.version.Hold;
import dev.untorn.version.StoreFixture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions on a disk that others fill. */
final class FreeSpaceTest {
  private static final long REWRITTEN_BYTES = 96L << 20;
  private static final int SIZE_BYTES = 8 * 1024 * 1024;

  private static String content(char letter) {
    return String.valueOf(letter).repeat(SIZE_BYTES);
  }

  private static long freeBytes(LinuxFile directory) {
    try {
      return Space.of(directory).freeBytes();
    } catch (KernelException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Writes files until so much is left. Each is closed before the next look: until then it may have
   * blocks that it does not need.
   */
  private static void fill(Path directory, LinuxFile root, long leftBytes) throws Exception {
    ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
    long free = Space.of(root).freeBytes();
    for (int files = 0; free > leftBytes; files++) {
      try (FileChannel file =
          FileChannel.open(
              directory.resolve("other" + files),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE)) {
        file.write(block.clear().limit((int) Math.min(block.capacity(), free - leftBytes)));
        file.force(true); // Some know what is taken only then.
      }
      free = Space.of(root).freeBytes();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT", "XFS", "BTRFS"})
  void before_it_is_full_those_that_were_replaced_go_and_one_in_use_stays(Filesystem kind)
      throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(kind);
        LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(scratch.path()));
        StoreFixture fixture =
            new StoreFixture(
                scratch.path(), Mode.SNAPSHOT, StoreFixture.patient(1 << 20, 1 << 30, 100))) {
      Path file = Files.writeString(scratch.path().resolve("f"), content('A'));
      fixture.held("f").close();
      Files.writeString(file, content('B'), StandardOpenOption.WRITE);
      try (Hold hold = fixture.held("f")) {
        assertEquals(content('B'), StoreFixture.content(hold));
        StoreFixture.await(() -> fixture.store.pinnedBytes() == SIZE_BYTES);
        fixture.store.leaveSpace();
        assertEquals(SIZE_BYTES, fixture.store.pinnedBytes(), "there is enough");
        Space space = Space.of(root);
        fill(scratch.path(), root, space.sizeBytes() / CloneSpace.KEPT_SHARE - SIZE_BYTES / 2);
        StoreFixture.await(() -> {
          fixture.store.leaveSpace();
          return fixture.store.pinnedBytes() == 0;
        });
        assertEquals(SIZE_BYTES, fixture.store.diskBytes());
        assertEquals(content('B'), StoreFixture.content(hold));
        assertTrue(fixture.heard.contains("evicted"), fixture.heard::toString);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GUARDED", "SNAPSHOT", "SENDFILE"})
  void before_it_is_full_what_was_deleted_goes_unless_it_is_sent(Mode mode) throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.EXT);
        LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(scratch.path()));
        StoreFixture fixture =
            new StoreFixture(scratch.path(), mode, StoreFixture.settings(1 << 20, 1 << 30, 100))) {
      for (String name : List.of("kept", "deleted", "sent")) {
        Files.writeString(scratch.path().resolve(name), content(name.charAt(0)));
      }
      fixture.held("kept").close();
      fixture.held("deleted").close();
      try (Hold hold = fixture.held("sent")) {
        assertEquals(content('s'), StoreFixture.content(hold));
        Files.delete(scratch.path().resolve("deleted"));
        Files.delete(scratch.path().resolve("sent"));
        fixture.store.leaveSpace();
        assertEquals(3, fixture.store.versions(), "there is enough");
        Space space = Space.of(root);
        long leftBytes = space.sizeBytes() / CloneSpace.KEPT_SHARE - SIZE_BYTES / 2;
        fill(scratch.path(), root, leftBytes);
        StoreFixture.await(() -> {
          fixture.store.leaveSpace();
          return freeBytes(root) >= leftBytes + SIZE_BYTES / 2;
        });
        assertEquals(2, fixture.store.versions());
        assertEquals(content('s'), StoreFixture.content(hold));
      }
    }
  }

  @Test
  void what_was_deleted_keeps_no_more_than_is_free() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.EXT);
        LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(scratch.path()));
        StoreFixture fixture =
            new StoreFixture(
                scratch.path(), Mode.GUARDED, StoreFixture.settings(1 << 20, 1 << 30, 100))) {
      Path large = scratch.path().resolve("large");
      try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
        file.setLength(Space.of(root).sizeBytes()); // Blocks it has none: only its length counts.
      }
      fixture.held("large").close();
      Files.delete(large);
      StoreFixture.await(() -> {
        fixture.store.leaveSpace();
        return fixture.store.versions() == 0;
      });
    }
  }

  @Test
  void what_takes_no_room_there_and_what_was_used_just_now_stay() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.EXT);
        LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(scratch.path()));
        StoreFixture fixture =
            new StoreFixture(
                scratch.path(), Mode.SNAPSHOT, StoreFixture.settings(1 << 20, 1 << 30, 100))) {
      Files.writeString(scratch.path().resolve("small"), "hello");
      Files.writeString(scratch.path().resolve("f"), content('A'));
      fixture.held("small").close();
      fixture.held("f").close();
      fill(scratch.path(), root, Space.of(root).sizeBytes() / (4 * CloneSpace.KEPT_SHARE));
      fixture.store.leaveSpace();
      assertEquals(2, fixture.store.versions());
      assertEquals(SIZE_BYTES, fixture.store.diskBytes());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "GUARDED", "SNAPSHOT"})
  void a_file_larger_than_what_is_free_can_be_rewritten_in_place_after_it_was_served(Mode mode)
      throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.XFS);
        LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(scratch.path()));
        StoreFixture fixture = new StoreFixture(scratch.path(), mode, StoreFixture.settings())) {
      Path file = scratch.path().resolve("f");
      rewrite(file, 'A');
      fill(scratch.path(), root, 40 << 20);
      if (fixture.acquire("f") instanceof Acquisition.Held held) {
        try (Hold _ = held.hold()) {
          rewrite(file, 'B');
        }
      } else {
        assertEquals(Mode.SNAPSHOT, mode, "the others send the live file");
        rewrite(file, 'B');
      }
    }
  }

  @Test
  void where_others_fill_the_disk_clones_go_though_they_are_sent() throws Exception {
    try (ScratchFilesystem scratch = ScratchFilesystem.mount(Filesystem.XFS);
        LinuxFile root = StoreFixture.opened(LinuxFile.openDirectory(scratch.path()));
        StoreFixture fixture =
            new StoreFixture(scratch.path(), Mode.SNAPSHOT, StoreFixture.settings())) {
      Path file = scratch.path().resolve("f");
      rewrite(file, 'A');
      try (Hold hold = fixture.held("f")) {
        assertEquals(REWRITTEN_BYTES, fixture.store.diskBytes());
        fill(scratch.path(), root, 5 << 20);
        StoreFixture.await(() -> {
          fixture.store.leaveSpace();
          return fixture.store.versions() == 0;
        });
        LinuxFile clone = ((Body.Sealed) hold.version().body()).file();
        StoreFixture.await(() -> isEmpty(clone));
        rewrite(file, 'B');
      }
    }
  }

  private static boolean isEmpty(LinuxFile file) {
    try {
      return file.stat().sizeBytes() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void rewrite(Path path, char letter) throws IOException {
    ByteBuffer block = ByteBuffer.wrap(String.valueOf(letter).repeat(1 << 20).getBytes(US_ASCII));
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long at = 0; at < REWRITTEN_BYTES; at += block.capacity()) {
        file.write(block.rewind(), at);
      }
      file.force(true);
    }
  }
}
