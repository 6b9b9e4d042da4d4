package dev.untorn.origin.object;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.linux.file.OwnDirectory;
import dev.untorn.origin.object.partial.Extents;
import dev.untorn.origin.object.partial.FillLog;
import dev.untorn.origin.object.partial.VerifiedPrefix;
import dev.untorn.origin.object.record.FillSubject;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a fill: at first a partial one, then named as a body, kept to be resumed, or removed.
 * Closed after its last use. Thread-safe.
 */
final class FillFile {
  private static final Logger LOG = LoggerFactory.getLogger(FillFile.class);

  private enum State {
    PARTIAL,
    /** A body that has its name. */
    NAMED,
    /** Nobody writes to it; another may resume it. */
    KEPT,
    REMOVED
  }

  private final FillFiles fills;
  private final Bodies bodies;
  private final LinuxFile file;
  private final String name;
  private final FillSubject subject;
  private final Optional<FillLog> log;

  /** Not under the lock, which may be held while the disk works. */
  private final AtomicInteger users = new AtomicInteger(1);

  private State state = State.PARTIAL;
  private volatile Optional<StoredObject> named = Optional.empty();
  private long reservedBytes;

  /** Owns the file and the log, with one use. The name is claimed. */
  FillFile(
      FillFiles fills,
      Bodies bodies,
      LinuxFile file,
      String name,
      FillSubject subject,
      Optional<FillLog> log) {
    this.fills = fills;
    this.bodies = bodies;
    this.file = file;
    this.name = name;
    this.subject = subject;
    this.log = log;
    bodies.inUse().begin(Primary.name(subject.key()).keyPath());
    fills.bans().begin(subject);
  }

  String key() {
    return subject.key();
  }

  LinuxFile file() {
    return file;
  }

  Optional<FillLog> log() {
    return log;
  }

  /** Bytes that are in a file. */
  static ByteBuffer read(LinuxFile file, long from, int sizeBytes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(sizeBytes);
    while (bytes.hasRemaining()) {
      if (file.pread(bytes, from + bytes.position()) == 0) {
        throw new IOException("a partial file became shorter");
      }
    }
    return bytes.flip().asReadOnlyBuffer();
  }

  /** Bytes have been counted for it. */
  synchronized void reserved(long bytes) {
    reservedBytes += bytes;
  }

  synchronized long reservedBytes() {
    return reservedBytes;
  }

  /** Begins a use; false if the file is closed. */
  boolean tryUse() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Ends a use; the last one closes the file, on another thread. Never blocks. */
  void endUse() {
    if (users.decrementAndGet() == 0) {
      bodies.cleanup().execute(this::close);
    }
  }

  private void close() {
    file.close();
    named.ifPresent(bodies::endBodyUse);
    var _ = bodies.inUse().end(Primary.name(subject.key()).keyPath());
    fills.bans().end(subject);
  }

  /** A proved object in this file; empty if the file is closed. */
  Optional<ObjectHold> hold(StoredObject object) throws IOException {
    if (!tryUse()) {
      return Optional.empty();
    }
    Optional<LoadedBody> loaded = Optional.empty();
    try {
      loaded = LoadedBody.of(file, object);
      return loaded.map(body -> new ObjectHold(object, body.body(), () -> release(body)));
    } finally {
      if (loaded.isEmpty()) {
        endUse();
      }
    }
  }

  private void release(LoadedBody body) {
    body.free();
    endUse();
  }

  /** Makes it the body of an object, unless it is that, or removed. Returns whether it is. */
  synchronized boolean name(StoredObject object) throws KernelException {
    if (state == State.PARTIAL) {
      synchronized (fills.files().lock(object.objectName())) {
        bodies.counted().nameBody(object.objectName(), FillFiles.path(name), object.bodyPath());
        bodies.inUse().want(object.bodyPath());
        bodies.inUse().begin(object.bodyPath());
      }
      named = Optional.of(object);
      end(State.NAMED); // Its log stays until it has its record, so that a crash costs nothing.
    }
    return state == State.NAMED;
  }

  /** The object has its record. */
  void recorded() {
    try {
      fills.moved(name);
    } catch (KernelException e) {
      LOG.warn("the log of {} cannot be removed: {}", subject.key(), e.getMessage());
    }
  }

  /** Keeps it to be resumed, if the hashes of its bytes are noted; else removes it. */
  synchronized void keep(Extents extents, VerifiedPrefix first) {
    if (log.isEmpty() || extents.bytes() < FillFiles.PARTIAL_MIN_BYTES) {
      remove();
      return;
    }
    try {
      log.get().noteFirst(first.bytes(), VerifiedPrefix.copy(first.hash()).digest());
      giveBack(extents);
      end(State.KEPT);
      fills.count(name);
      fills.keep(name, first);
    } catch (IOException e) {
      LOG.debug("the fill of {} is not kept: {}", subject.key(), e.getMessage());
      remove();
    }
  }

  /** Blocks that were reserved for what has not come. */
  private void giveBack(Extents extents) throws KernelException {
    long end = 0;
    for (Extents.Stretch each : extents.all()) {
      OwnDirectory.deallocate(file, end, each.from() - end);
      end = each.to();
    }
    file.resize(end);
  }

  /** Keeps it, and ends a use, on another thread. Never blocks. */
  void keepBehind(Extents extents, VerifiedPrefix first) {
    bodies
        .cleanup()
        .execute(() -> {
          keep(extents, first);
          endUse();
        });
  }

  /** Removes its name; who uses it may go on. */
  synchronized void remove() {
    switch (state) {
      case PARTIAL -> {
        end(State.REMOVED);
        try {
          fills.removed(name);
        } catch (KernelException e) {
          LOG.warn("the fill of {} cannot be removed: {}", subject.key(), e.getMessage());
        }
      }
      case NAMED -> {
        state = State.REMOVED;
        recorded(); // Or never will have.
        named.ifPresent(object -> bodies.remove(object.objectName(), object.bodyPath()));
      }
      case KEPT, REMOVED -> {}
    }
  }

  private void end(State ended) {
    state = ended;
    log.ifPresent(FillLog::close);
    fills.usage().changeFills(-reservedBytes);
    reservedBytes = 0;
  }
}
