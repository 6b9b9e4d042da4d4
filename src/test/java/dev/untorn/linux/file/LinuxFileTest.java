package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.untorn.linux.Errno;
import dev.untorn.linux.Fixture;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile.Symlinks;
import dev.untorn.testing.Commands;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LinuxFileTest {
  @TempDir Path place;

  private LinuxFile root;

  @BeforeEach
  void open() throws Exception {
    Files.createDirectory(place.resolve("root"));
    Files.writeString(place.resolve("outside"), "secret");
    Files.writeString(place.resolve("root/file"), "hello");
    root = Fixture.directory(place.resolve("root"));
  }

  @AfterEach
  void close() {
    root.close();
  }

  private void assertFails(Errno errno, String path, Symlinks symlinks) {
    assertEquals(
        new Opened.Failed(errno), root.openBeneath(path, symlinks, LinuxFile.Walk.ANY), path);
    assertEquals(
        new Opened.Failed(errno), root.locateBeneath(path, symlinks, LinuxFile.Walk.ANY), path);
  }

  @Test
  void failures_carry_the_kernels_reason() throws Exception {
    Files.createSymbolicLink(place.resolve("root/loop"), Path.of("loop"));
    Files.createSymbolicLink(place.resolve("root/out"), Path.of("../outside"));
    Files.createSymbolicLink(place.resolve("root/in"), Path.of("file"));

    assertFails(Errno.ENOENT, "nothing", Symlinks.FOLLOWED);
    assertFails(Errno.ENOENT, "", Symlinks.FOLLOWED);
    assertFails(Errno.ENOTDIR, "file/", Symlinks.FOLLOWED);
    assertFails(Errno.ENAMETOOLONG, "x".repeat(256), Symlinks.FOLLOWED);
    assertFails(Errno.ENAMETOOLONG, "x/".repeat(2048), Symlinks.FOLLOWED);
    assertFails(Errno.ELOOP, "loop", Symlinks.FOLLOWED);
    assertFails(Errno.ELOOP, "in", Symlinks.REFUSED);
    assertFails(Errno.EXDEV, "out", Symlinks.FOLLOWED);
    assertFails(Errno.EXDEV, "..", Symlinks.FOLLOWED);
    assertFails(Errno.EXDEV, place.resolve("outside").toString(), Symlinks.FOLLOWED);
  }

  @Test
  void a_link_that_leaves_the_directory_and_comes_back_is_followed() throws Exception {
    Files.createDirectory(place.resolve("root/odd\n\\ name"));
    Files.writeString(place.resolve("root/odd\n\\ name/file"), "odd");
    Files.createSymbolicLink(
        place.resolve("root/back"), place.resolve("root/odd\n\\ name").toAbsolutePath());

    try (LinuxFile file =
        Fixture.file(root.openBeneath("back/file", Symlinks.FOLLOWED, LinuxFile.Walk.ANY))) {
      assertEquals(3, file.stat().sizeBytes());
    }
    assertFails(Errno.ELOOP, "back/file", Symlinks.REFUSED);
    Files.move(place.resolve("root"), place.resolve("moved"));
    assertFails(Errno.EXDEV, "back/file", Symlinks.FOLLOWED);
  }

  @Test
  void a_path_with_a_nul_names_nothing() {
    assertFails(Errno.ENAMETOOLONG, "file\0.html", Symlinks.FOLLOWED);
    assertNull(NamedDirectory.at(place.resolve("root")).statAt("file\0.html"));
  }

  @Test
  void a_fifo_opens_at_once() throws Exception {
    Commands.run("mkfifo", place.resolve("root/fifo").toString());

    try (LinuxFile fifo =
        Fixture.file(root.openBeneath("fifo", Symlinks.FOLLOWED, LinuxFile.Walk.ANY))) {
      assertEquals(Stat.Kind.OTHER, fifo.stat().kind());
    }
  }

  @Test
  void a_stat_tells_what_the_jdk_tells() throws Exception {
    Path path = place.resolve("root/file");
    Files.createLink(place.resolve("root/second"), path);
    Stat stat = NamedDirectory.at(place.resolve("root")).statAt("file");

    assertNotNull(stat);
    assertEquals(Stat.Kind.REGULAR, stat.kind());
    assertEquals(5, stat.sizeBytes());
    assertEquals(Files.getAttribute(path, "unix:ino"), stat.inode());
    assertEquals(Files.getAttribute(path, "unix:nlink"), stat.links());
    assertEquals(Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS), stat.mtimeNanos());
    try (LinuxFile file = Fixture.open(place.resolve("root"), "file")) {
      assertEquals(stat, file.stat());
    }
  }

  @Test
  void symlinks_are_followed_or_shown() throws Exception {
    Files.createSymbolicLink(place.resolve("root/link"), Path.of("file"));
    Stat followed = NamedDirectory.at(place.resolve("root")).statAt("link");
    Stat shown = root.statAtNoFollow("link");

    assertNotNull(followed);
    assertNotNull(shown);
    assertEquals(Stat.Kind.REGULAR, followed.kind());
    assertEquals(Stat.Kind.SYMLINK, shown.kind());
  }

  @Test
  void times_no_long_can_hold_stay_at_the_end_of_the_range() throws Exception {
    Path path = place.resolve("root/file");
    Commands.run("touch", "-d", "@15000000000", path.toString());
    Assumptions.assumeTrue(
        Files.getLastModifiedTime(path).to(TimeUnit.SECONDS) == 15_000_000_000L,
        "the filesystem's years end earlier");
    Stat stat = NamedDirectory.at(place.resolve("root")).statAt("file");

    assertNotNull(stat);
    assertEquals(Long.MAX_VALUE, stat.mtimeNanos());
    Commands.run("touch", "-d", "@-1.5", path.toString());
    stat = NamedDirectory.at(place.resolve("root")).statAt("file");
    assertNotNull(stat);
    assertEquals(-1_500_000_000L, stat.mtimeNanos());
  }

  @Test
  void reading_ends_at_the_end() throws Exception {
    try (LinuxFile file = Fixture.open(place.resolve("root"), "file")) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(100);

      assertEquals(3, file.pread(buffer, 2));
      assertEquals(3, buffer.position());
      assertEquals(0, file.pread(buffer, 5));
      assertEquals(0, file.pread(buffer, 1L << 40));
      assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), Fixture.read(file, 100));
    }
  }

  @Test
  void a_closed_file_is_closed_once_and_used_no_more() throws Exception {
    LinuxFile file = Fixture.open(place.resolve("root"), "file");
    file.close();
    try (LinuxFile next = Fixture.open(place.resolve("root"), "file")) {
      file.close();

      assertEquals(5, next.stat().sizeBytes(), "closing again closed another file");
    }
    assertThrows(IllegalStateException.class, file::stat);
    assertThrows(IllegalStateException.class, file::fd);
  }

  @Test
  void errors_nobody_listed_have_a_name_too() {
    assertEquals(Errno.OTHER, Errno.ofResult(-100_000));
    assertEquals(Errno.OTHER, Errno.ofResult(-133));
    assertEquals(Errno.EAGAIN, Errno.ofResult(-11));
    assertEquals("openat2: OTHER (errno 71)", new KernelException("openat2", -71).getMessage());
  }
}
