package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.wire.Wire;
import java.util.Optional;
import java.util.function.Consumer;

/** Base of transfers from memory: ensures that they end once. */
abstract class AbstractTransfer implements Transfer {
  private final Wire wire;
  private final Consumer<Ended> whenEnded;
  private boolean ended;

  AbstractTransfer(Wire wire, Consumer<Ended> whenEnded) {
    this.wire = wire;
    this.whenEnded = whenEnded;
  }

  final Wire wire() {
    return wire;
  }

  final boolean hasEnded() {
    return ended;
  }

  @Override
  public final void abort(Ending why) {
    end(why, handedBytes());
  }

  final void end(Ending how, long bodyBytes) {
    if (ended) {
      return;
    }
    ended = true;
    letGo();
    if (how != Ending.COMPLETED) {
      wire.reset();
    }
    whenEnded.accept(new Ended(how, bodyBytes, Optional.empty()));
  }

  /** Called at the end: frees what only this transfer uses. */
  abstract void letGo();
}
