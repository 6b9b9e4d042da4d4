package dev.untorn.origin.object;

import dev.untorn.linux.Errno;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.object.StoreFiles.Durability;
import dev.untorn.semantics.Fields;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Stored responses on disk. Thread-safe; every call may block on the disk, so make it on a worker.
 */
public final class ObjectStore implements AutoCloseable {
  /** Read into memory as a whole when found: beyond, sendfile is as fast. */
  public static final int SMALL_MAX_BYTES = 32 << 10;

  /** An object may be replaced, and its old body removed, between reading record and body. */
  private static final int FIND_TRIES_MAX = 3;

  private final OwnDirectory directory;
  private final StoreFiles files;
  private final Cleanup cleanup = new Cleanup();
  private final Bodies bodies;
  private final Commits commits;
  private final StoreSpace space;
  private final FillFiles fills;

  /** What opening a directory led to. */
  public sealed interface Opening {
    record Done(ObjectStore store) implements Opening {}

    /** A problem of the directory, for its owner. */
    record Refused(String problem) implements Opening {}
  }

  private ObjectStore(OwnDirectory directory, StoreBounds bounds) throws IOException {
    this.directory = directory;
    this.files = StoreFiles.in(directory);
    this.bodies = new Bodies(files, cleanup);
    this.space = new StoreSpace(bounds);
    this.fills = new FillFiles(files, bodies);
    this.commits = new Commits(files, bodies);
  }

  /** Opens an existing directory, empty or of a former process. */
  public static Opening open(Path path, StoreBounds bounds) {
    return switch (LinuxFile.openDirectory(path)) {
      case Opened.Failed(Errno errno) -> new Opening.Refused("cannot open " + path + ": " + errno);
      case Opened.File(LinuxFile root) -> open(path, new OwnDirectory(root), bounds);
    };
  }

  private static Opening open(Path path, OwnDirectory directory, StoreBounds bounds) {
    boolean opened = false;
    try {
      if (!directory.tryLock()) {
        return new Opening.Refused(path + " is in use by another process");
      }
      ObjectStore store = new ObjectStore(directory, bounds);
      opened = true;
      return new Opening.Done(store);
    } catch (IOException e) {
      return new Opening.Refused("cannot use " + path + ": " + Reason.of(e));
    } finally {
      if (!opened) {
        directory.root().close();
      }
    }
  }

  /** The object stored for a request with these fields, fresh or not. */
  public FindResult find(String key, Fields request) {
    try {
      for (int tries = 0; tries < FIND_TRIES_MAX; tries++) {
        Optional<StoredObject> object = look(key, request);
        if (object.isEmpty()) {
          return new FindResult.Absent();
        }
        Optional<ObjectHold> hold = hold(object.get());
        if (hold.isPresent()) {
          return new FindResult.Found(hold.get());
        }
      }
      return new FindResult.Absent();
    } catch (IOException e) {
      return new FindResult.Unreadable(Reason.of(e));
    }
  }

  private Optional<StoredObject> look(String key, Fields request) throws IOException {
    Optional<Primary> primary = files.primary(key);
    if (primary.isEmpty()) {
      return Optional.empty();
    }
    ObjectName name = primary.get().variant(request);
    Optional<StoredObject> pending = commits.find(name).map(Commits.Pending::object);
    return pending.isPresent() ? pending : files.object(name);
  }

  private Optional<ObjectHold> hold(StoredObject object) throws IOException {
    Optional<FillFile> unnamed =
        commits
            .find(object.objectName())
            .filter(pending -> pending.object().sha256().equals(object.sha256()))
            .flatMap(Commits.Pending::body);
    return unnamed.isPresent() ? unnamed.get().hold(object) : bodies.open(object);
  }

  /**
   * Begins to store a response's body.
   *
   * @param validator a strong one, under which parts of this body may be joined; empty if there is
   *     none
   */
  public BeginResult begin(
      String key, StoredHead head, OptionalLong lengthBytes, Optional<String> validator) {
    if (lengthBytes.isPresent() && !space.fits(lengthBytes.getAsLong())) {
      return new BeginResult.Refused(StoreRefusal.TOO_LARGE, "larger than the store");
    }
    try {
      Primary primary = primaryFor(key, Primary.varyNames(head));
      FillFile file = fills.create();
      if (lengthBytes.isPresent() && !space.reserve(file.file(), lengthBytes.getAsLong())) {
        file.remove();
        file.endUse();
        return new BeginResult.Refused(StoreRefusal.NO_SPACE, "the disk is full");
      }
      ObjectFill.Subject subject =
          new ObjectFill.Subject(key, primary, head, lengthBytes, validator);
      return new BeginResult.Begun(new ObjectFill(space, commits, file, subject));
    } catch (IOException e) {
      return new BeginResult.Refused(StoreSpace.refusal(e), Reason.of(e));
    }
  }

  /** The key's primary record. Other names in Vary make a new one: old objects do not fit them. */
  private Primary primaryFor(String key, List<String> varyNames) throws IOException {
    ObjectName name = Primary.name(key);
    synchronized (files.lock(name)) {
      Optional<Primary> known =
          files.primary(key).filter(primary -> primary.varyNames().equals(varyNames));
      if (known.isPresent()) {
        return known.get();
      }
      Primary made = Primary.of(key, varyNames);
      files.replace(name, made.record(), Durability.SOON);
      return made;
    }
  }

  /**
   * Gives an object a new head, as a validation updated it. Empty if the new head's Vary names
   * other fields, so that the object does not fit any more; then it is dropped.
   */
  public Optional<StoredObject> freshen(StoredObject object, StoredHead head) {
    if (!Primary.varyNames(head).equals(Primary.varyNames(object.head()))) {
      drop(object);
      return Optional.empty();
    }
    StoredObject freshened = object.with(head);
    commits.freshen(freshened);
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
    ObjectName name = Primary.name(key);
    Optional<Primary> old;
    synchronized (files.lock(name)) {
      old = files.primary(key);
      Primary made = Primary.of(key, old.map(Primary::varyNames).orElse(List.of()));
      files.replace(name, made.record(), Durability.NOW);
    }
    files.directory().syncNames(name.folder());
    Optional<Primary> alone = old.filter(primary -> primary.varyNames().isEmpty());
    if (alone.isPresent()) {
      files.object(alone.get().variant(Fields.NONE)).ifPresent(this::drop);
    }
    return old.isPresent();
  }

  /** Waits until all objects proved so far are on the disk. */
  public void flush() {
    commits.commitAll();
  }

  /** Brings what is proved to the disk, and lets another process have the directory. */
  @Override
  public void close() {
    commits.close();
    cleanup.close();
    directory.root().close();
  }
}
