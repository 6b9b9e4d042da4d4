package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.text.PathBytes;
import dev.untorn.version.Body;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a fill: first a partial one, then named as a body, or removed. Closed after its last
 * use. Thread-safe.
 */
final class FillFile {
  private static final Logger LOG = LoggerFactory.getLogger(FillFile.class);

  private enum State {
    PARTIAL,
    /** A body that has its name. */
    NAMED,
    REMOVED
  }

  private final StoreFiles files;
  private final Bodies bodies;
  private final LinuxFile file;
  private final String path;

  /** Not under the lock, which may be held while the disk works. */
  private final AtomicInteger users = new AtomicInteger(1);

  private State state = State.PARTIAL;
  private volatile Optional<StoredObject> named = Optional.empty();

  /** Owns the file, with one use. */
  FillFile(StoreFiles files, Bodies bodies, LinuxFile file, String path) {
    this.files = files;
    this.bodies = bodies;
    this.file = file;
    this.path = path;
  }

  LinuxFile file() {
    return file;
  }

  String path() {
    return path;
  }

  /** Begins a use; false if the file is closed. */
  boolean tryUse() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Ends a use; the last one closes the file, on another thread. Never blocks. */
  void endUse() {
    if (users.decrementAndGet() == 0) {
      bodies
          .cleanup()
          .execute(() -> {
            file.close();
            named.ifPresent(object -> bodies.endUse(object.objectName(), object.bodyPath()));
          });
    }
  }

  /** A proved object in this file; empty if the file is closed. */
  Optional<ObjectHold> hold(StoredObject object) throws IOException {
    if (!tryUse()) {
      return Optional.empty();
    }
    Optional<ObjectHold> hold = Optional.empty();
    try {
      hold = Bodies.hold(object, file, this::endUse);
    } finally {
      if (hold.isEmpty() || hold.get().body() instanceof Body.Memory) {
        endUse();
      }
    }
    return hold;
  }

  /** Makes it the body of an object, unless it is that or removed. Returns whether it is. */
  synchronized boolean name(StoredObject object) throws KernelException {
    if (state == State.PARTIAL) {
      synchronized (files.lock(object.objectName())) {
        files.directory().rename(path, object.bodyPath());
        bodies.inUse().want(object.bodyPath());
        bodies.inUse().begin(object.bodyPath());
      }
      named = Optional.of(object);
      state = State.NAMED;
    }
    return state == State.NAMED;
  }

  /** Removes its name; who uses it may go on. */
  synchronized void remove() {
    switch (state) {
      case PARTIAL -> {
        try {
          var _ = files.directory().remove(path);
        } catch (KernelException e) {
          LOG.warn("{} cannot be removed: {}", PathBytes.text(path), e.getMessage());
        }
      }
      case NAMED ->
          named.ifPresent(object -> bodies.remove(object.objectName(), object.bodyPath()));
      case REMOVED -> {}
    }
    state = State.REMOVED;
  }
}
