package dev.untorn.origin.object;

import dev.untorn.origin.object.record.StoredObject;
import dev.untorn.version.Body;
import java.util.concurrent.atomic.AtomicBoolean;

/** An object with its body, kept until closed. Thread-safe. */
public final class ObjectHold implements AutoCloseable {
  private final StoredObject object;
  private final Body body;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  ObjectHold(StoredObject object, Body body, Runnable release) {
    this.object = object;
    this.body = body;
    this.release = release;
  }

  public StoredObject object() {
    return object;
  }

  /** In memory if it is small, else a complete file; do not use it after {@link #close}. */
  public Body body() {
    return body;
  }

  /** Gives the body back. Never blocks; idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
