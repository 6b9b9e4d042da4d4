package dev.untorn.version;

import dev.untorn.linux.LinuxFile;
import dev.untorn.version.StoreObserver.SealKind;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies into a private file, and publishes the version before the copy is complete: its beginning
 * can be sent while the rest is copied, its end only once the seal is proved. A version whose tag
 * is made of its content is published when its copy is complete: its head needs the tag.
 */
final class CopySealer implements Sealer {
  /** Where a copy goes: on a disk or in memory. */
  interface Target {
    /** An empty file with room, already charged to its budget; null when there is none. */
    @Nullable LinuxFile open(long sizeBytes);

    /** Gives the room back. */
    void leave(long sizeBytes);

    SealKind kind();
  }

  private final Target target;
  private final Turns turns;
  private final Executor disposal;
  private final StoreObserver observer;
  private final BooleanSupplier ending;

  /**
   * A sealer.
   *
   * @param turns for what is left of a copy after its first piece
   * @param disposal closes what is no longer used: giving gigabytes of blocks back takes seconds,
   *     and the last hold may end on an event loop
   * @param ending whether nobody wants the copies any more that are under way
   */
  CopySealer(
      Target target,
      Turns turns,
      Executor disposal,
      StoreObserver observer,
      BooleanSupplier ending) {
    this.target = target;
    this.turns = turns;
    this.disposal = disposal;
    this.observer = observer;
    this.ending = ending;
  }

  @Override
  public Prospect prospect(Source source) {
    return Prospect.MAY_WAIT;
  }

  @Override
  public Outcome seal(Taking taking) throws IOException {
    long sizeBytes = taking.stat().sizeBytes();
    LinuxFile copy = target.open(sizeBytes);
    if (copy == null) {
      return Outcome.DECLINED;
    }
    Body.Sealed body = new Body.Sealed(copy, new Seal(), taking.source().file());
    return taking.needsContent() ? whole(taking, body) : begun(taking, body);
  }

  private Outcome begun(Taking taking, Body.Sealed body) {
    Entry entry = taking.version(body, taking.proofOfCopy(), free(body, taking.stat().sizeBytes()));
    // Not yet handed out, so nobody can have freed it.
    Hold hold = Objects.requireNonNull(entry.hold(System.nanoTime()));
    Copying copying = new Copying(taking, body, hold::close, target.kind(), observer, ending);
    taking.publish(entry);
    if (copying.goOn()) {
      turns.goOn(copying);
    }
    return Outcome.PUBLISHED;
  }

  /**
   * Copies on this thread to the end, without turns: there is no beginning to be sent meanwhile.
   */
  private Outcome whole(Taking taking, Body.Sealed body) throws IOException {
    long sizeBytes = taking.stat().sizeBytes();
    boolean published = false;
    try {
      Copying copying = new Copying(taking, body, () -> {}, target.kind(), observer, ending);
      while (copying.goOn()) {}
      if (body.seal().state() != Seal.State.PROVED) {
        return taking.changed();
      }
      taking.publish(body, taking.proofOfCopy(), free(body, sizeBytes));
      published = true;
      return Outcome.PUBLISHED;
    } finally {
      if (!published) {
        body.file().close();
        target.leave(sizeBytes);
      }
    }
  }

  private Runnable free(Body.Sealed body, long sizeBytes) {
    return () -> {
      target.leave(sizeBytes);
      disposal.execute(() -> {
        body.file().close();
        body.source().close();
      });
    };
  }
}
