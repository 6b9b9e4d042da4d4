package dev.untorn.version;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Copies into a private file, and publishes the version before the copy is complete: its beginning
 * can be sent while the rest is copied, its end only once the seal is proved. A version whose tag
 * is made of its content is published when its copy is complete: its head needs the tag.
 */
final class CopySealer implements Sealer {
  private final PrivateFiles files;
  private final Turns turns;
  private final Executor disposal;
  private final StoreObserver observer;
  private final BooleanSupplier ending;

  /**
   * A sealer.
   *
   * @param turns for what is left of a copy after its first piece
   * @param disposal closes the sources of what is no longer used
   * @param ending whether nobody wants the copies any more that are under way
   */
  CopySealer(
      PrivateFiles files,
      Turns turns,
      Executor disposal,
      StoreObserver observer,
      BooleanSupplier ending) {
    this.files = files;
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
    PrivateFile copy = files.empty(taking.stat().sizeBytes());
    if (copy == null) {
      return Outcome.DECLINED;
    }
    if (!taking.mayGoOn()) {
      copy.close(); // To have it made took longer than a writer waits: the copy would be in vain.
      return taking.changed();
    }
    return taking.needsContent() ? whole(taking, copy) : begun(taking, copy);
  }

  private Outcome begun(Taking taking, PrivateFile copy) {
    Seal seal = new Seal();
    Entry entry =
        taking.version(body(taking, copy, seal), taking.proofOfCopy(), free(taking, copy));
    // Not yet handed out, so nobody can have freed it.
    Hold hold = Objects.requireNonNull(entry.hold(System.nanoTime()));
    Copying copying = new Copying(taking, copy, seal, hold::close, observer, ending);
    taking.publish(entry);
    if (copying.goOn()) {
      turns.goOn(copying);
    }
    return Outcome.PUBLISHED;
  }

  /**
   * Copies on this thread to the end, without turns: there is no beginning to be sent meanwhile.
   */
  private Outcome whole(Taking taking, PrivateFile copy) throws IOException {
    boolean published = false;
    try {
      Seal seal = new Seal();
      Copying copying = new Copying(taking, copy, seal, () -> {}, observer, ending);
      while (copying.goOn()) {}
      if (seal.state() != Seal.State.PROVED) {
        return taking.changed();
      }
      taking.publish(body(taking, copy, seal), taking.proofOfCopy(), free(taking, copy));
      published = true;
      return Outcome.PUBLISHED;
    } finally {
      if (!published) {
        copy.close();
      }
    }
  }

  private static Body.Sealed body(Taking taking, PrivateFile copy, Seal seal) {
    return new Body.Sealed(copy.file(), seal, taking.source().file());
  }

  private Runnable free(Taking taking, PrivateFile copy) {
    return () -> {
      copy.close();
      disposal.execute(taking.source().file()::close);
    };
  }
}
