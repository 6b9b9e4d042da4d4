package dev.untorn.version.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.linux.Signals;
import dev.untorn.linux.file.Filesystem;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import dev.untorn.version.Entry;
import dev.untorn.version.Hold;
import dev.untorn.version.NothingToEvict;
import dev.untorn.version.OpenFile;
import dev.untorn.version.Policy;
import dev.untorn.version.Proof;
import dev.untorn.version.SilentObserver;
import dev.untorn.version.StoreFixture;
import dev.untorn.version.StoreObserver;
import dev.untorn.version.lease.FileLease;
import dev.untorn.version.space.Budget;
import dev.untorn.version.space.Capacity;
import dev.untorn.version.space.Descriptors;
import dev.untorn.version.space.PrivateFiles;
import dev.untorn.version.space.Spool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every way of making a private body must keep. */
abstract class SealerContract {
  private static final long ROOM_BYTES = 1 << 30;

  private final Budget memory = new Budget(ROOM_BYTES);
  private final Budget disk = new Budget(diskBytes());
  private LinuxFile root;
  private Path directory;

  /** Where the source files are; on a filesystem that this sealer works on. */
  abstract Path directory() throws Exception;

  abstract Sealer sealer(PrivateFiles files, Capacity capacity, StoreObserver observer);

  /** The disk that copies may go to. */
  long diskBytes() {
    return ROOM_BYTES;
  }

  private Sealer sealer(StoreObserver observer) throws IOException {
    Capacity capacity =
        new Capacity(memory, disk, new Descriptors(Long.MAX_VALUE), new NothingToEvict());
    PrivateFiles files =
        new PrivateFiles(new Spool(root, Optional.empty()), capacity, Runnable::run);
    return sealer(files, capacity, observer);
  }

  /** How versions are taken. */
  Policy policy() {
    return StoreFixture.SNAPSHOT;
  }

  /** A size of file that this sealer takes. */
  abstract int sizeBytes();

  @BeforeEach
  final void openDirectory() throws Exception {
    Signals.ignoreSigio();
    directory = directory();
    root = StoreFixture.opened(LinuxFile.openDirectory(directory));
  }

  @AfterEach
  final void closeDirectory() {
    root.close();
  }

  private OpenFile source(String content) throws IOException {
    Files.writeString(directory.resolve("source"), content);
    LinuxFile file =
        StoreFixture.opened(root.openBeneath("source", LinuxFile.Symlinks.FOLLOWED, Walk.ANY));
    return new OpenFile("source", file, file.stat(), StoreFixture.TEXT, policy());
  }

  private List<SnapshotResult> seal(OpenFile source, Optional<FileLease> leased)
      throws IOException {
    List<SnapshotResult> results = new ArrayList<>();
    Sealer sealer = sealer(new SilentObserver());
    Sealer.Outcome outcome =
        sealer.seal(
            SnapshotAttempt.of(
                source,
                Filesystem.of(source.file()),
                leased,
                false,
                true,
                results::add,
                () -> false));
    assertEquals(Sealer.Outcome.PUBLISHED, outcome);
    assertTrue(leased.filter(lease -> !lease.isReleased()).isEmpty());
    return results;
  }

  private static Optional<FileLease> leased(OpenFile source) {
    Lease lease =
        assertInstanceOf(Lease.Attempt.Granted.class, Lease.tryTake(source.file())).lease();
    return Optional.of(new FileLease(lease, System.nanoTime(), new SilentObserver()));
  }

  private static Hold hold(List<SnapshotResult> results) {
    assertEquals(1, results.size());
    Entry entry = assertInstanceOf(SnapshotResult.Fresh.class, results.getFirst()).entry();
    Hold hold = entry.hold(System.nanoTime());
    entry.dropFromStore();
    return java.util.Objects.requireNonNull(hold);
  }

  @Test
  final void the_body_is_the_file_byte_for_byte() throws Exception {
    String content = "0123456789abcdef".repeat(sizeBytes() / 16);
    OpenFile source = source(content);
    try (Hold hold = hold(seal(source, leased(source)))) {
      assertEquals(content, StoreFixture.content(hold));
      assertEquals(content.length(), hold.version().lengthBytes());
      assertEquals(Proof.LEASED, hold.version().proof());
    }
  }

  @Test
  final void writes_after_the_seal_do_not_reach_the_body() throws Exception {
    String content = "A".repeat(sizeBytes());
    OpenFile source = source(content);
    try (Hold hold = hold(seal(source, leased(source)))) {
      Files.writeString(directory.resolve("source"), "B".repeat(sizeBytes()));
      assertEquals(content, StoreFixture.content(hold));
    }
  }

  @Test
  final void without_a_lease_nothing_claims_to_be_leased() throws Exception {
    OpenFile source = source("A".repeat(sizeBytes()));
    try (Hold hold = hold(seal(source, Optional.empty()))) {
      assertTrue(hold.version().proof() != Proof.LEASED);
    }
  }

  @Test
  final void a_lease_that_the_kernel_took_back_meanwhile_proves_nothing() throws Exception {
    OpenFile source = source("A".repeat(sizeBytes()));
    Lease lease =
        assertInstanceOf(Lease.Attempt.Granted.class, Lease.tryTake(source.file())).lease();
    // As after lease-break-time: the sealer was stopped so long that a writer was let in.
    assertTrue(lease.release());
    List<SnapshotResult> results = new ArrayList<>();
    StoreObserver observer = new SilentObserver();
    Sealer sealer = sealer(observer);
    Optional<FileLease> leased = Optional.of(new FileLease(lease, System.nanoTime(), observer));
    switch (sealer.seal(
        SnapshotAttempt.of(
            source,
            Filesystem.of(source.file()),
            leased,
            false,
            true,
            results::add,
            () -> false))) {
      case CHANGED -> assertEquals(List.of(), results);
      case PUBLISHED -> {
        try (Hold hold = hold(results)) {
          Body.Sealed body = assertInstanceOf(Body.Sealed.class, hold.version().body());
          assertEquals(CopyProgress.State.BROKEN, body.copyProgress().state());
        }
      }
      case DECLINED -> throw new AssertionError("no room");
    }
    source.file().close();
  }

  @Test
  final void a_writer_can_open_the_file_once_it_is_sealed() throws Exception {
    OpenFile source = source("A".repeat(sizeBytes()));
    List<SnapshotResult> results = seal(source, leased(source));
    CompletableFuture<Long> written = new CompletableFuture<>();
    Thread writer =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try (RandomAccessFile file =
                  new RandomAccessFile(directory.resolve("source").toFile(), "rw")) {
                written.complete(file.length());
              } catch (IOException e) {
                written.completeExceptionally(e);
              }
            });
    assertEquals(sizeBytes(), written.get(5, TimeUnit.SECONDS));
    writer.join();
    hold(results).close();
  }

  @Test
  final void what_it_took_comes_back_with_the_last_hold() throws Exception {
    long before = StoreFixture.descriptors(directory);
    OpenFile source = source("A".repeat(sizeBytes()));
    Hold hold = hold(seal(source, leased(source)));
    assertTrue(memory.usedBytes() + disk.usedBytes() >= sizeBytes());
    hold.close();
    hold.close();
    assertEquals(0, memory.usedBytes());
    assertEquals(0, disk.usedBytes());
    assertEquals(before, StoreFixture.descriptors(directory));
  }
}
