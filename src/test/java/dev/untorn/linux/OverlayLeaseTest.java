package dev.untorn.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.file.FileMapping;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.testing.ScratchFilesystem;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a lease on overlayfs does not see. These are facts of the kernel, not wishes: a test that
 * fails here says that a hole was closed, and that less need be told to users.
 */
@Timeout(60)
final class OverlayLeaseTest {
  private static @Nullable ScratchFilesystem overlay;
  private static @Nullable ScratchFilesystem plain;

  private Path path = Path.of("");

  @BeforeAll
  static void mount() throws Exception {
    overlay = ScratchFilesystem.mount(Filesystem.OVERLAY);
    plain = ScratchFilesystem.mount(Filesystem.EXT);
  }

  @AfterAll
  static void unmount() throws Exception {
    try (var _ = plain;
        var _ = overlay) {
      plain = null;
      overlay = null;
    }
  }

  private static ScratchFilesystem mounted() {
    return Objects.requireNonNull(overlay);
  }

  @BeforeEach
  void a_file() throws Exception {
    path = Files.writeString(mounted().path().resolve("file"), "one");
  }

  private static Lease granted(LinuxFile file) {
    return assertInstanceOf(Lease.Attempt.Granted.class, Lease.tryTake(file)).lease();
  }

  private static LinuxFile opened(Path file) {
    return Fixture.open(file.resolveSibling(""), "file");
  }

  private static void assertReads(String expected, LinuxFile file) throws Exception {
    assertEquals(
        expected, new String(Fixture.read(file, expected.length()), StandardCharsets.UTF_8));
  }

  @Test
  void stores_to_a_mapping_whose_descriptor_is_closed_break_no_lease() throws Exception {
    try (FileMapping mapping = FileMapping.writable(path);
        LinuxFile file = opened(path)) {
      Lease lease = granted(file);

      mapping.buffer().put(0, (byte) 'O');

      assertTrue(lease.stands());
      assertReads("One", file);
      assertTrue(lease.release(), "it was held all the time");
    }
  }

  @Test
  void elsewhere_such_a_mapping_refuses_the_lease() throws Exception {
    Path other = Objects.requireNonNull(plain).path().resolve("file");
    Files.writeString(other, "one");
    try (FileMapping mapping = FileMapping.writable(other);
        LinuxFile file = opened(other)) {
      assertEquals(new Lease.Attempt.Refused(Lease.Refusal.WRITER), Lease.tryTake(file));
      assertEquals(3, mapping.buffer().remaining());
    }
  }

  @Test
  void a_writer_through_the_upper_directory_breaks_no_lease() throws Exception {
    try (LinuxFile file = opened(path)) {
      Lease lease = granted(file);

      // It does not wait, either.
      try (FileChannel writer =
          FileChannel.open(mounted().behind().resolve("file"), StandardOpenOption.WRITE)) {
        writer.write(ByteBuffer.wrap(new byte[] {'O'}), 0);
      }

      assertTrue(lease.stands());
      assertReads("One", file);
      assertTrue(lease.release(), "it was held all the time");
    }
  }

  @Test
  void a_lease_is_granted_while_a_writer_has_the_file_open_in_the_upper_directory()
      throws Exception {
    try (FileChannel writer =
            FileChannel.open(mounted().behind().resolve("file"), StandardOpenOption.WRITE);
        LinuxFile file = opened(path)) {
      Lease lease = granted(file);
      writer.write(ByteBuffer.wrap(new byte[] {'O'}), 0);
      assertTrue(lease.stands());
      assertTrue(lease.release());
    }
  }
}
