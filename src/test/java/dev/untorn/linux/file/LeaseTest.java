package dev.untorn.linux.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Fixture;
import dev.untorn.testing.ScratchFilesystem;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Leases against writers in other processes, on each filesystem. */
@ParameterizedClass
@EnumSource(names = {"EXT", "XFS", "BTRFS", "TMPFS", "OVERLAY"})
@Timeout(60)
final class LeaseTest {
  private static @Nullable ScratchFilesystem scratch;

  private final Path path;
  private final LinuxFile file;

  LeaseTest(Filesystem kind) throws Exception {
    path = mounted().path().resolve("file");
    Files.writeString(path, "one");
    file = Fixture.open(mounted().path(), "file");
    assertEquals(kind, Filesystem.of(file));
  }

  @BeforeParameterizedClassInvocation
  static void mount(Filesystem kind) throws Exception {
    scratch = ScratchFilesystem.mount(kind);
  }

  private static ScratchFilesystem mounted() {
    return Objects.requireNonNull(scratch);
  }

  @AfterParameterizedClassInvocation
  static void unmount() throws Exception {
    if (scratch != null) {
      scratch.close();
      scratch = null;
    }
  }

  @BeforeEach
  void nobody_writes() {
    assertInstanceOf(Lease.Attempt.Granted.class, Lease.tryTake(file));
    granted().release();
  }

  @AfterEach
  void close() {
    file.close();
  }

  private Lease granted() {
    return switch (Lease.tryTake(file)) {
      case Lease.Attempt.Granted(Lease lease) -> lease;
      case Lease.Attempt.Refused refused -> throw new AssertionError(refused);
    };
  }

  private Process writer() throws Exception {
    return new ProcessBuilder("sh", "-c", "exec 3>>\"$0\"; printf two >&3", path.toString())
        .start();
  }

  @Test
  void a_lease_stands_until_it_is_released() {
    Lease lease = granted();
    assertTrue(lease.stands());
    assertTrue(lease.release());
    assertFalse(lease.stands());
    assertFalse(lease.release(), "it was not held until now");
  }

  @Test
  void a_writer_waits_until_the_release() throws Exception {
    Lease lease = granted();
    Process writer = writer();

    Fixture.await("the break", () -> !lease.stands());
    assertTrue(writer.isAlive());
    assertEquals("one", Files.readString(path), "the writer has not written");
    lease.release();

    assertTrue(writer.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, writer.exitValue());
    assertEquals("onetwo", Files.readString(path));
  }

  @Test
  void closing_the_file_releases_its_lease() throws Exception {
    Lease lease = granted();
    Process writer = writer();
    Fixture.await("the break", () -> !lease.stands());

    file.close();

    assertTrue(writer.waitFor(20, TimeUnit.SECONDS));
  }

  @Test
  void no_lease_while_a_writer_has_the_file_open() throws Exception {
    try (RandomAccessFile _ = new RandomAccessFile(path.toFile(), "rw")) {
      assertEquals(new Lease.Attempt.Refused(Lease.Refusal.WRITER), Lease.tryTake(file));
    }
    granted().release();
  }

  @Test
  void readers_do_not_mind_each_other() throws Exception {
    try (LinuxFile other = Fixture.open(path.resolveSibling(""), "file");
        FileChannel reader = FileChannel.open(path, StandardOpenOption.READ)) {
      Lease lease = granted();
      assertInstanceOf(Lease.Attempt.Granted.class, Lease.tryTake(other));
      assertTrue(reader.size() > 0);
      assertTrue(lease.stands());
      lease.release();
    }
  }

  @Test
  void a_replacement_by_rename_breaks_nothing() throws Exception {
    Lease lease = granted();
    Path other = Files.writeString(path.resolveSibling("other"), "new");
    Files.move(other, path, StandardCopyOption.ATOMIC_MOVE);

    assertTrue(lease.stands());
    lease.release();
  }

  @Test
  void a_lease_can_be_taken_again_after_a_break() throws Exception {
    for (int round = 0; round < 3; round++) {
      Lease lease = granted();
      Process writer = writer();
      Fixture.await("the break", () -> !lease.stands());
      lease.release();
      assertTrue(writer.waitFor(20, TimeUnit.SECONDS));
    }
  }
}
