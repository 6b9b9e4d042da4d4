package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.delivery.wire.Wire;
import java.util.Optional;
import java.util.function.Consumer;

/** What transfers have in common that send from memory: they end once. */
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

  /** It has ended: frees what only it uses. */
  abstract void letGo();
}
