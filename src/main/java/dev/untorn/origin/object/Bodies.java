package dev.untorn.origin.object;

import dev.untorn.linux.Errno;
import dev.untorn.linux.KernelException;
import dev.untorn.linux.NativeMemory;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.Opened;
import dev.untorn.text.PathBytes;
import dev.untorn.version.Body;
import dev.untorn.version.CopyProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and removes the bodies of objects. Blocks; thread-safe. */
final class Bodies {
  private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

  private final StoreFiles files;
  private final Executor cleanup;
  private final BodiesInUse inUse = new BodiesInUse();

  /** {@code cleanup} closes and removes: it may take seconds to free a large file. */
  Bodies(StoreFiles files, Executor cleanup) {
    this.files = files;
    this.cleanup = cleanup;
  }

  BodiesInUse inUse() {
    return inUse;
  }

  Executor cleanup() {
    return cleanup;
  }

  /** An object with its body; empty if the body is not there, or has another length. */
  Optional<ObjectHold> open(StoredObject object) throws IOException {
    String path = object.bodyPath();
    inUse.begin(path);
    Optional<ObjectHold> hold = Optional.empty();
    try {
      hold = openInUse(object, path);
    } finally {
      if (hold.isEmpty() || hold.get().body() instanceof Body.Memory) {
        endUse(object.objectName(), path);
      }
    }
    return hold;
  }

  private Optional<ObjectHold> openInUse(StoredObject object, String path) throws IOException {
    return switch (files.directory().open(path)) {
      case Opened.Failed(Errno errno) when errno == Errno.ENOENT -> Optional.empty();
      case Opened.Failed(Errno errno) -> throw new KernelException("openat", errno);
      case Opened.File(LinuxFile file) -> {
        Runnable release =
            () ->
                cleanup.execute(() -> {
                  file.close();
                  endUse(object.objectName(), path);
                });
        boolean opened = false;
        try {
          Optional<ObjectHold> hold =
              file.stat().sizeBytes() == object.lengthBytes()
                  ? hold(object, file, release)
                  : Optional.empty();
          opened = hold.isPresent() && hold.get().body() instanceof Body.Sealed;
          yield hold;
        } finally {
          if (!opened) {
            file.close();
          }
        }
      }
    };
  }

  /** A hold on a complete file, which it owns only if the body is not in memory. */
  static Optional<ObjectHold> hold(StoredObject object, LinuxFile file, Runnable release)
      throws IOException {
    long lengthBytes = object.lengthBytes();
    if (lengthBytes > ObjectStore.SMALL_MAX_BYTES) {
      Body body = new Body.Sealed(file, CopyProgress.proved(lengthBytes), file);
      return Optional.of(new ObjectHold(object, body, release));
    }
    NativeMemory memory = NativeMemory.allocate((int) lengthBytes);
    boolean filled = false;
    try {
      ByteBuffer bytes = memory.buffer();
      while (bytes.hasRemaining() && file.pread(bytes, bytes.position()) > 0) {}
      filled = !bytes.hasRemaining();
      return filled
          ? Optional.of(
              new ObjectHold(
                  object, new Body.Memory(bytes.flip().asReadOnlyBuffer()), memory::free))
          : Optional.empty();
    } finally {
      if (!filled) {
        memory.free();
      }
    }
  }

  /** Ends a use, and removes the body if nobody wants it any more. */
  void endUse(ObjectName name, String path) {
    if (inUse.end(path)) {
      removeUnwanted(name, path);
    }
  }

  /** Removes an object's record and body, unless the record is about another body. */
  void drop(StoredObject object) {
    ObjectName name = object.objectName();
    try {
      synchronized (files.lock(name)) {
        boolean same =
            files.object(name).filter(there -> there.sha256().equals(object.sha256())).isPresent();
        if (!same) {
          return;
        }
        var _ = files.directory().remove(name.path());
      }
      remove(name, object.bodyPath());
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}", object.key(), e.getMessage());
    }
  }

  /** Removes a body that no record points at, now or after its last use. */
  void remove(ObjectName name, String path) {
    if (inUse.unwant(path)) {
      removeUnwanted(name, path);
    }
  }

  private void removeUnwanted(ObjectName name, String path) {
    synchronized (files.lock(name)) {
      if (inUse.takeUnwanted(path)) {
        try {
          var _ = files.directory().remove(path);
        } catch (KernelException e) {
          LOG.warn("{} cannot be removed: {}", PathBytes.text(path), e.getMessage());
        }
      }
    }
  }
}
