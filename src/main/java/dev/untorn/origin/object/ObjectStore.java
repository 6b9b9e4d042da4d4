package dev.untorn.origin.object;

import dev.untorn.linux.Errno;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.ban.Ban;
import dev.untorn.origin.object.ban.BanResult;
import dev.untorn.origin.object.ban.Bans;
import dev.untorn.origin.object.evict.RequestCounts;
import dev.untorn.origin.object.files.Cleanup;
import dev.untorn.origin.object.files.CountedFiles;
import dev.untorn.origin.object.files.KeyRecords;
import dev.untorn.origin.object.files.StoreBounds;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.files.StoreStats;
import dev.untorn.origin.object.files.Usage;
import dev.untorn.origin.object.partial.Room;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.Fields;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stored responses on disk. Thread-safe; every call may block on the disk, so make it on a worker.
 */
public final class ObjectStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectStore.class);

  /** Read into memory as a whole when found: beyond, sendfile is as fast. */
  public static final int SMALL_MAX_BYTES = 32 << 10;

  private final OwnDirectory directory;
  private final StoreFiles files;
  private final Cleanup cleanup = new Cleanup();
  private final Usage usage = new Usage();
  private final RequestCounts requests = new RequestCounts(usage::objects);
  private final PendingObjects pending = new PendingObjects();
  private final Bans bans;
  private final KeyRecords keys;
  private final Bodies bodies;
  private final FillFiles fills;
  private final Evictor evictor;
  private final StoreSpace space;
  private final Commits commits;
  private final FillBeginner beginner;
  private final Lookup lookup;
  private final Counting counting;
  private final BanSweeper sweeper;

  /** What opening a directory led to. */
  public sealed interface Opening {
    record Done(ObjectStore store) implements Opening {}

    /** Another process has it. */
    record InUse() implements Opening {}

    /** Another problem of the directory, for its owner. */
    record Refused(String problem) implements Opening {}
  }

  private ObjectStore(OwnDirectory directory, StoreBounds bounds, Consumer<Set<String>> letGo)
      throws IOException {
    this.directory = directory;
    this.files = StoreFiles.in(directory);
    this.bans = Bans.of(files);
    CountedFiles counted = new CountedFiles(files, usage);
    this.keys = new KeyRecords(counted);
    this.bodies = new Bodies(counted, pending, cleanup);
    this.fills = new FillFiles(files, bodies, usage, bans);
    FolderScan scan = new FolderScan(files, bodies, usage, pending);
    EvictionSamples samples = new EvictionSamples(files, bodies, fills, scan, requests);
    this.evictor = new Evictor(samples, bodies, usage, requests, letGo);
    this.space = new StoreSpace(bounds, usage, evictor, directory.root());
    this.commits = new Commits(bodies, space, pending, bans);
    this.beginner = new FillBeginner(keys, fills, space, commits, bans);
    this.lookup = new Lookup(files, bodies, pending, bans, this::drop);
    this.counting = new Counting(scan, fills, space);
    this.sweeper = new BanSweeper(bans, fills, scan, files, this::drop);
  }

  /**
   * Opens an existing directory, empty or of a former process. To evict objects, it calls {@code
   * letGo}, which closes those of these keys that are open and used by nobody.
   */
  public static Opening open(Path path, StoreBounds bounds, Consumer<Set<String>> letGo) {
    return switch (LinuxFile.openDirectory(path)) {
      case Opened.Failed(Errno errno) -> new Opening.Refused("cannot open " + path + ": " + errno);
      case Opened.File(LinuxFile root) -> {
        try {
          OwnDirectory directory = new OwnDirectory(root);
          if (directory.tryLock()) {
            yield new Opening.Done(new ObjectStore(directory, bounds, letGo));
          }
          root.close();
          yield new Opening.InUse();
        } catch (IOException e) {
          root.close();
          yield new Opening.Refused("cannot use " + path + ": " + Reason.of(e));
        }
      }
    };
  }

  /** Counts a request for an object, stored or not: eviction depends on it. Never blocks. */
  public void requested(String key) {
    requests.add(Primary.name(key).keyHash());
  }

  /** As {@link #requested}, of an object that is open: for event loops, so it may count less. */
  public void requestedOpen(long keyHash) {
    requests.tryAdd(keyHash);
  }

  /** The object stored for a request with these fields, fresh or not. */
  public FindResult find(String key, Fields request) {
    return lookup.find(key, request);
  }

  /**
   * Begins to store a response's body.
   *
   * @param validator a strong one, under which parts of this body may be joined; empty if there is
   *     none
   * @param sequence from before the origin was asked
   */
  public BeginResult begin(
      String key,
      StoredHead head,
      OptionalLong lengthBytes,
      Optional<String> validator,
      long sequence) {
    return beginner.begin(key, head, lengthBytes, validator, sequence, Room.WHOLE);
  }

  /** Begins to store a body, or parts of it, of which a part comes first; as {@link #begin}. */
  public BeginResult beginParts(
      String key, StoredHead head, long lengthBytes, String validator, long sequence, Room room) {
    return beginner.begin(
        key, head, OptionalLong.of(lengthBytes), Optional.of(validator), sequence, room);
  }

  /**
   * A body for a request with these fields that a former fill, perhaps of a former process, could
   * not complete. Reads it all, to hash it. Nobody else gets it until it is closed.
   */
  public Optional<PartialFill> resumable(String key, Fields request) {
    return claim(key, request, FillBeginner.Check.ALL);
  }

  /** Likewise, for parts of it. What this process has written is not read again. */
  public Optional<PartialFill> parts(String key, Fields request) {
    return claim(key, request, FillBeginner.Check.FORMER);
  }

  private Optional<PartialFill> claim(String key, Fields request, FillBeginner.Check check) {
    try {
      Optional<Primary> primary = files.primary(key);
      return primary.isEmpty()
          ? Optional.empty()
          : beginner.claim(primary.get(), primary.get().variant(request), check);
    } catch (IOException e) {
      LOG.warn("a partial body of {} is not resumed: {}", key, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Goes on with a body behind its {@link PartialFill#bytes}. Its validator has been compared.
   *
   * @param head of the whole response, as it is now
   * @param lengthBytes of the whole body
   */
  public BeginResult resume(PartialFill partial, StoredHead head, OptionalLong lengthBytes) {
    return beginner.resume(partial, head, lengthBytes, Room.WHOLE);
  }

  /** Goes on with parts of a body as its head was: nobody has asked the origin for more of it. */
  public BeginResult resumeParts(PartialFill partial) {
    return beginner.resume(partial, partial.head(), partial.lengthBytes(), Room.PARTS);
  }

  /**
   * Gives an object a new head, as a validation updated it. Empty if the new head's Vary names
   * other fields, so that the object does not fit any more; then it is dropped.
   */
  public Optional<StoredObject> freshen(StoredObject object, StoredHead head) {
    Optional<List<String>> varyNames = Primary.varyNames(head);
    if (varyNames.isEmpty() || !varyNames.equals(Primary.varyNames(object.head()))) {
      drop(object);
      return Optional.empty();
    }
    StoredObject freshened = object.with(head);
    pending.freshen(freshened);
    return Optional.of(freshened);
  }

  /** Removes an object, unless a newer one took its place. Who has it keeps it. */
  public void drop(StoredObject object) {
    commits.forget(object);
    bodies.drop(object);
  }

  /**
   * Makes all objects of a key unreachable, those being fetched too. Returns whether there may have
   * been any.
   */
  public boolean purge(String key) throws IOException {
    Optional<Primary> old = space.run(() -> keys.renew(key));
    fills.removePartials(key);
    Optional<Primary> alone = old.filter(primary -> primary.varyNames().isEmpty());
    if (alone.isPresent()) {
      files.object(alone.get().variant(Fields.NONE)).ifPresent(this::drop);
    }
    return old.isPresent();
  }

  /**
   * Purges all objects that have something in common, those being fetched too, for good once this
   * returns.
   */
  public BanResult ban(Ban.Kind kind, String value) throws IOException {
    return bans.add(kind, value);
  }

  /** Tells what the origin is asked from now on from what it was asked before. Never blocks. */
  public long sequence() {
    return bans.sequence();
  }

  /** Whether a response to a request from that time is purged. Never blocks. */
  public boolean isBanned(String key, StoredHead head, long sequence) {
    return bans.isBanned(key, head, sequence);
  }

  /** Waits until all objects proved so far are on the disk. */
  public void flush() {
    commits.commitAll();
  }

  /** What is stored, as far as it has been counted. Never blocks. */
  public StoreStats stats() {
    return new StoreStats(
        usage.objects(), usage.bytes(), fills.waiting(), evictor.evicted(), usage.isCounted());
  }

  /** Waits until all that former processes stored is counted. */
  public void awaitCounted() throws InterruptedException {
    counting.await();
  }

  /** Brings what is proved to the disk, and lets another process have the directory. */
  @Override
  public void close() {
    counting.close();
    sweeper.close();
    space.close();
    commits.close();
    cleanup.close();
    directory.root().close();
  }
}
