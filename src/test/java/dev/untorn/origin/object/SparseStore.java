package dev.untorn.origin.object;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.origin.object.ban.Bans;
import dev.untorn.origin.object.evict.RequestCounts;
import dev.untorn.origin.object.files.Cleanup;
import dev.untorn.origin.object.files.CountedFiles;
import dev.untorn.origin.object.files.KeyRecords;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.files.Usage;
import dev.untorn.origin.object.record.FillSubject;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.Fields;
import dev.untorn.version.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The parts of an object store, with bodies that are holes: they take no time and no memory. */
final class SparseStore implements AutoCloseable {
  /** Smaller ones are read and hashed when they are found. */
  static final long SIZE_MIN_BYTES = ObjectStore.SMALL_MAX_BYTES + 1L;

  /** What an object takes besides its body. */
  static final long RECORDS_BYTES = 2 * 4096;

  /** Those on their way to the disk cannot be evicted: no large part of a small store. */
  private static final int PENDING_MAX = 16;

  private static final long SETTLED_MIN_BYTES = 256 << 10;

  private static final String SHA256 = "0".repeat(64);

  private final long sizeMaxBytes;
  private final OwnDirectory directory;
  private final Usage usage = new Usage();
  private final RequestCounts requests = new RequestCounts(usage::objects);
  private final PendingObjects pending = new PendingObjects();
  private final Cleanup cleanup = new Cleanup();
  private final KeyRecords keys;
  private final FillFiles fills;
  private final Evictor evictor;
  private final StoreSpace space;
  private final Commits commits;
  private final Lookup lookup;

  SparseStore(Path path, long sizeMaxBytes) throws IOException {
    this.sizeMaxBytes = sizeMaxBytes;
    this.directory = new OwnDirectory(root(path));
    StoreFiles files = StoreFiles.in(directory);
    CountedFiles counted = new CountedFiles(files, usage);
    Bans bans = Bans.of(files);
    Bodies bodies = new Bodies(counted, pending, cleanup);
    this.keys = new KeyRecords(counted);
    this.fills = new FillFiles(files, bodies, usage, bans);
    FolderScan scan = new FolderScan(files, bodies, usage, pending);
    EvictionSamples samples = new EvictionSamples(files, bodies, fills, scan, requests);
    this.evictor = new Evictor(samples, bodies, usage, requests, _ -> {});
    this.space = new StoreSpace(new StoreBounds(sizeMaxBytes, 0), usage, evictor, directory.root());
    this.commits = new Commits(bodies, space, pending, bans);
    this.lookup = new Lookup(files, bodies, pending, bans, _ -> {});
    try (Counting counting = new Counting(scan, fills, space)) {
      counting.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static LinuxFile root(Path path) throws IOException {
    return switch (LinuxFile.openDirectory(path)) {
      case Opened.File(LinuxFile root) -> root;
      case Opened.Failed(var errno) -> throw new IOException(errno.toString());
    };
  }

  long bytes() {
    return usage.bytes();
  }

  long objects() {
    return usage.objects();
  }

  long evicted() {
    return evictor.evicted();
  }

  /** The memory of what is known of requests. */
  long requestsBytes() {
    return requests.sizeBytes();
  }

  boolean isStored(String key) {
    return switch (lookup.find(key, Fields.NONE)) {
      case FindResult.Absent() -> false;
      case FindResult.Unreadable(String reason) -> throw new AssertionError(reason);
      case FindResult.Found(ObjectHold hold) -> {
        hold.close();
        yield true;
      }
    };
  }

  /** As a proxy's request: whether the object is stored; else it comes in, if there is room. */
  boolean request(String key, long sizeBytes) throws IOException {
    requests.add(Primary.name(key).keyHash());
    if (isStored(key)) {
      return true;
    }
    Primary primary = keys.of(key, List.of());
    FillSubject subject =
        new FillSubject(
            key,
            primary.generation(),
            Objects.PLAIN,
            OptionalLong.of(sizeBytes),
            Optional.empty(),
            0);
    FillFile fill = fills.create(subject);
    if (reserved(fill, sizeBytes).isPresent()) {
      fill.remove();
      fill.endUse();
      return false;
    }
    fill.file().resize(sizeBytes);
    commits.add(
        new StoredObject(
            key,
            primary.generation(),
            primary.variant(Fields.NONE).hash(),
            Objects.PLAIN,
            sizeBytes,
            SHA256,
            Proof.FRAMED,
            Optional.empty(),
            0),
        fill);
    if (pending.all().size() >= PENDING_MAX) {
      commits.commitAll();
    }
    return false;
  }

  /** A hole has no blocks that could be allocated, so no body is settled behind its first bytes. */
  private Optional<NotStored> reserved(FillFile fill, long sizeBytes) {
    boolean isLarge = sizeBytes > sizeMaxBytes / 8 && !evictor.isRequestedAgain(fill.key());
    return isLarge || sizeBytes < SETTLED_MIN_BYTES
        ? space.reserve(fill, sizeBytes)
        : space.extendTo(fill, Usage.onDisk(sizeBytes) + Usage.onDisk(1));
  }

  @Override
  public void close() {
    space.close();
    commits.close();
    cleanup.close();
    directory.root().close();
  }
}
