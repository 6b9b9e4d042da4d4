package dev.untorn.origin.object;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.origin.object.PendingObjects.Pending;
import dev.untorn.origin.object.files.Cleanup;
import dev.untorn.origin.object.files.CountedFiles;
import dev.untorn.origin.object.files.FilesInUse;
import dev.untorn.origin.object.files.LastUse;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.text.PathBytes;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and removes stored objects. Blocks, but for what its Javadoc says; thread-safe. */
final class Bodies {
  private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

  private final CountedFiles counted;
  private final StoreFiles files;
  private final PendingObjects pending;
  private final FilesInUse inUse = new FilesInUse();
  private final Cleanup cleanup;
  private final LastUse lastUse;
  private final AtomicLong heldBytes = new AtomicLong();

  Bodies(CountedFiles counted, PendingObjects pending, Cleanup cleanup) {
    this.counted = counted;
    this.files = counted.files();
    this.pending = pending;
    this.cleanup = cleanup;
    this.lastUse = new LastUse(files);
  }

  CountedFiles counted() {
    return counted;
  }

  FilesInUse inUse() {
    return inUse;
  }

  Cleanup cleanup() {
    return cleanup;
  }

  /** An object with its body; empty if the body is not there, or not what was stored. */
  Optional<ObjectHold> open(StoredObject object) throws IOException {
    inUse.begin(object.bodyPath());
    inUse.begin(object.keyPath());
    boolean held = false;
    try {
      Optional<ObjectHold> hold = openInUse(object);
      held = hold.isPresent();
      return hold;
    } finally {
      if (!held) {
        endUse(object);
      }
    }
  }

  private Optional<ObjectHold> openInUse(StoredObject object) throws IOException {
    return switch (files.directory().open(object.bodyPath())) {
      case Opened.Failed(Errno errno) when errno == Errno.ENOENT -> Optional.empty();
      case Opened.Failed(Errno errno) -> throw new KernelException("openat", errno);
      case Opened.File(LinuxFile file) -> {
        Optional<LoadedBody> loaded = Optional.empty();
        try {
          loaded =
              file.stat().sizeBytes() == object.lengthBytes()
                  ? LoadedBody.of(file, object)
                  : Optional.empty();
          yield loaded.map(body -> hold(object, body, file));
        } finally {
          if (loaded.isEmpty() || !loaded.get().usesFile()) {
            file.close();
          }
        }
      }
    };
  }

  /** Of bodies in use, each counted for each use. */
  long heldBytes() {
    return heldBytes.get();
  }

  private ObjectHold hold(StoredObject object, LoadedBody loaded, LinuxFile file) {
    heldBytes.addAndGet(object.lengthBytes());
    Runnable release =
        () -> {
          heldBytes.addAndGet(-object.lengthBytes());
          loaded.free();
          if (loaded.usesFile()) {
            file.close();
          }
          lastUse.note(object);
          endUse(object);
        };
    return new ObjectHold(object, loaded.body(), () -> cleanup.execute(release));
  }

  private void endUse(StoredObject object) {
    endBodyUse(object);
    var _ = inUse.end(object.keyPath());
  }

  /** Ends a use of a body, and removes it if nobody wants it any more. */
  void endBodyUse(StoredObject object) {
    if (inUse.end(object.bodyPath())) {
      removeUnwanted(object.objectName(), object.bodyPath());
    }
  }

  /** Removes an object's record and body, unless the record is about another body. */
  void drop(StoredObject object) {
    ObjectName name = object.objectName();
    try {
      synchronized (files.lock(name)) {
        Optional<StoredObject> there = files.object(name);
        if (there.isEmpty() || !there.get().sha256().equals(object.sha256())) {
          return;
        }
        var _ = counted.remove(name, name.path());
        remove(name, object.bodyPath());
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}", object.key(), e.getMessage());
    }
  }

  /** Removes an object that nobody uses; false if somebody does, or it changed meanwhile. */
  boolean tryEvict(StoredObject object) throws IOException {
    ObjectName name = object.objectName();
    synchronized (files.lock(name)) {
      boolean evictable =
          !inUse.has(object.bodyPath())
              && pending.find(name).isEmpty()
              && files.object(name).filter(object::equals).isPresent();
      if (evictable) {
        var _ = counted.remove(name, name.path());
        var _ = counted.remove(name, object.bodyPath());
      }
      return evictable;
    }
  }

  /** Removes a body, now or after its last use, unless a record points at it, or will. */
  void remove(ObjectName name, String path) {
    try {
      synchronized (files.lock(name)) {
        if (!isWanted(name, path) && inUse.unwant(path)) {
          removeUnwanted(name, path);
        }
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}", PathBytes.text(path), e.getMessage());
    }
  }

  private boolean isWanted(ObjectName name, String path) throws IOException {
    Optional<StoredObject> coming = pending.find(name).map(Pending::object);
    return coming.filter(object -> object.bodyPath().equals(path)).isPresent()
        || files.object(name).filter(object -> object.bodyPath().equals(path)).isPresent();
  }

  private void removeUnwanted(ObjectName name, String path) {
    synchronized (files.lock(name)) {
      if (inUse.takeUnwanted(path)) {
        try {
          var _ = counted.remove(name, path);
        } catch (KernelException e) {
          LOG.warn("{} cannot be removed: {}", PathBytes.text(path), e.getMessage());
        }
      }
    }
  }
}
