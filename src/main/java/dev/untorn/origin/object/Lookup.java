package dev.untorn.origin.object;

import dev.untorn.origin.object.PendingObjects.Pending;
import dev.untorn.origin.object.ban.Bans;
import dev.untorn.origin.object.files.StoreFiles;
import dev.untorn.origin.object.record.ObjectName;
import dev.untorn.origin.object.record.Primary;
import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.semantics.Fields;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds objects. Blocks; thread-safe. */
record Lookup(
    StoreFiles files,
    Bodies bodies,
    PendingObjects pending,
    Bans bans,
    Consumer<StoredObject> drop) {
  private static final Logger LOG = LoggerFactory.getLogger(Lookup.class);

  /** An object may be replaced, and its old body removed, between reading record and body. */
  private static final int TRIES_MAX = 3;

  FindResult find(String key, Fields request) {
    try {
      Optional<StoredObject> object = Optional.empty();
      for (int tries = 0; tries < TRIES_MAX; tries++) {
        object = look(key, request);
        if (object.isEmpty()) {
          return new FindResult.Absent();
        }
        if (bans.isBanned(object.get())) {
          drop.accept(object.get());
          return new FindResult.Absent();
        }
        Optional<ObjectHold> hold = hold(object.get());
        if (hold.isPresent()) {
          return new FindResult.Found(hold.get());
        }
      }
      object.ifPresent(this::dropDamaged);
      return new FindResult.Absent();
    } catch (IOException e) {
      return new FindResult.Unreadable(Reason.of(e));
    }
  }

  private void dropDamaged(StoredObject object) {
    LOG.warn("{} is dropped: its body is missing, cut or changed", object.key());
    bodies.drop(object);
  }

  private Optional<StoredObject> look(String key, Fields request) throws IOException {
    Optional<Primary> primary = files.primary(key);
    if (primary.isEmpty()) {
      return Optional.empty();
    }
    ObjectName name = primary.get().variant(request);
    Optional<StoredObject> unsaved = pending.find(name).map(Pending::object);
    return unsaved.isPresent() ? unsaved : files.object(name);
  }

  private Optional<ObjectHold> hold(StoredObject object) throws IOException {
    Optional<FillFile> unnamed =
        pending
            .find(object.objectName())
            .filter(unsaved -> unsaved.isOf(object))
            .flatMap(Pending::body);
    return unnamed.isPresent() ? unnamed.get().hold(object) : bodies.open(object);
  }
}
