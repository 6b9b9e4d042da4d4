package dev.untorn.version;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.config.DateTrust;
import dev.untorn.config.Mode;
import dev.untorn.config.Size;
import dev.untorn.config.StoreSettings;
import dev.untorn.config.TagBasis;
import dev.untorn.config.WhileWriting;
import dev.untorn.linux.Signals;
import dev.untorn.linux.file.Lease;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.LinuxFile.Walk;
import dev.untorn.linux.file.Opened;
import dev.untorn.semantics.Coding;
import dev.untorn.version.lease.Guard;
import dev.untorn.version.lease.GuardCopy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A store over one directory, with an observer that writes down what it hears. */
public final class StoreFixture implements AutoCloseable, StoreObserver {
  public static final Representation TEXT =
      new Representation("text/plain", Coding.IDENTITY, false, false);
  public static final Policy SNAPSHOT =
      new Policy(Mode.SNAPSHOT, WhileWriting.COMMITTED, TagBasis.STAMP, DateTrust.CHECKED);

  public final List<String> heard = new CopyOnWriteArrayList<>();
  public final VersionStore store;
  private final Policy policy;
  private final LinuxFile root;
  private final ExecutorService sealers = Executors.newFixedThreadPool(2);

  public StoreFixture(Path directory, Mode mode, StoreSettings settings) throws IOException {
    this(directory, mode, settings, Optional.empty());
  }

  /** One whose long copies are made by somebody else. */
  public StoreFixture(Path directory, Mode mode, StoreSettings settings, Executor copies)
      throws IOException {
    this(directory, mode, settings, Optional.of(copies));
  }

  private StoreFixture(Path directory, Mode mode, StoreSettings settings, Optional<Executor> copies)
      throws IOException {
    Signals.ignoreSigio();
    root = opened(LinuxFile.openDirectory(directory));
    policy = new Policy(mode, WhileWriting.COMMITTED, TagBasis.STAMP, DateTrust.CHECKED);
    store = new VersionStore(settings, root, Optional.empty(), copies.orElse(sealers), this);
  }

  public static StoreSettings settings() {
    return settings(1 << 20, 1 << 30, 100);
  }

  public static StoreSettings settings(long memoryBytes, long diskBytes, int versions) {
    return settings(memoryBytes, diskBytes, versions, Duration.ofMillis(300));
  }

  /** Lets writers wait as long as the kernel allows: a busy machine may need that for a copy. */
  public static StoreSettings patient(long memoryBytes, long diskBytes, int versions) {
    return settings(memoryBytes, diskBytes, versions, Duration.ofMinutes(1));
  }

  private static StoreSettings settings(
      long memoryBytes, long diskBytes, int versions, Duration writerHold) {
    return new StoreSettings(
        new Size(64 * 1024),
        new Size(memoryBytes),
        new Size(diskBytes),
        versions,
        Path.of("/var/tmp"),
        writerHold,
        Duration.ofMillis(250),
        Duration.ofMinutes(10),
        new Size(1 << 30),
        new Size(diskBytes),
        Duration.ofMinutes(10));
  }

  /** Opens a file of the directory as a source. */
  public OpenFile source(String name) throws IOException {
    return source(name, policy);
  }

  /** The same, under a policy of its own. */
  OpenFile source(String name, Policy policy) throws IOException {
    LinuxFile file = opened(root.openBeneath(name, LinuxFile.Symlinks.FOLLOWED, Walk.ANY));
    return new OpenFile(name, file, file.stat(), TEXT, policy);
  }

  public Acquisition acquire(String name) throws Exception {
    return store.acquire(source(name)).get(60, TimeUnit.SECONDS);
  }

  public Hold held(String name) throws Exception {
    return assertInstanceOf(Acquisition.Held.class, acquire(name)).hold();
  }

  /** The only hold on a version: the store's own, until all requests have theirs, is closed. */
  public Hold soleHold(String name) throws Exception {
    Hold hold = held(name);
    await(() -> store.holds() == 1);
    return hold;
  }

  /** All bytes of a version, once its seal is proved. */
  public static String content(Hold hold) throws IOException {
    return switch (hold.version().body()) {
      case Body.Memory(ByteBuffer bytes) ->
          StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
      case Body.Sealed(LinuxFile file, CopyProgress copyProgress, LinuxFile _) -> {
        await(() -> copyProgress.state() != CopyProgress.State.COPYING);
        yield read(file, hold.version().lengthBytes());
      }
      case Body.Leased(Guard guard) ->
          read(
              guard.copy().map(GuardCopy::file).orElseGet(guard::file),
              hold.version().lengthBytes());
      case Body.Live(LinuxFile file) -> read(file, hold.version().lengthBytes());
    };
  }

  private static String read(LinuxFile file, long lengthBytes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) lengthBytes);
    while (bytes.hasRemaining() && file.pread(bytes, bytes.position()) > 0) {}
    return StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
  }

  /** Waits for a condition that must come true. */
  public static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not come true in 20 s");
      }
      Thread.onSpinWait();
    }
  }

  /** Descriptors that this process has open below a directory, or without a name. */
  public static long descriptors(Path directory) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(link -> leadsTo(link, directory)).count();
    }
  }

  private static boolean leadsTo(Path link, Path directory) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith(directory.toString() + "/") || target.contains("memfd:untorn");
    } catch (IOException e) {
      return false;
    }
  }

  public static LinuxFile opened(Opened opened) {
    return assertInstanceOf(Opened.File.class, opened).file();
  }

  @Override
  public void sealed(SealKind kind, Proof proof, long sizeBytes, long nanos) {
    heard.add("sealed " + kind + " " + proof);
  }

  @Override
  public void sealBroken(SealKind kind, SealFailure why) {
    heard.add("broken " + why);
  }

  @Override
  public void leaseRefused(Lease.Refusal why) {
    heard.add("refused " + why);
  }

  @Override
  public void writerHeld(long nanos) {
    heard.add("writer held");
  }

  @Override
  public void leaseBroken(BreakEnd how, long heldNanos) {
    heard.add("lease broken " + how);
  }

  @Override
  public void copiedForWriter(long bytes) {
    heard.add("copied " + bytes);
  }

  @Override
  public void promoted(long bytes) {
    heard.add("promoted " + bytes);
  }

  @Override
  public void evicted() {
    heard.add("evicted");
  }

  @Override
  public void close() {
    store.close();
    sealers.shutdownNow();
    await(sealers::isTerminated); // They use the root, and free what they hold.
    root.close();
  }
}
