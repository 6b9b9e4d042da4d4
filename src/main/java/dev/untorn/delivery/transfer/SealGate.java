package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Ending;
import dev.untorn.version.CopyProgress;

/** Allows what is already in the private copy, and the last bytes once the copy is proved. */
record SealGate(CopyProgress copyProgress) implements SendGate {
  private static final Answer WAIT = new Answer.Wait();
  private static final Answer CUT = new Answer.Cut(Ending.SEAL_BROKEN);

  @Override
  public Answer ask(long from, long end, boolean last) {
    return switch (copyProgress.state()) {
      case PROVED -> new Answer.SendUntil(end);
      case BROKEN -> CUT;
      case COPYING -> {
        long allowed = Math.min(copyProgress.availableBytes(), last ? end - HELD_BACK_BYTES : end);
        yield allowed > from ? new Answer.SendUntil(allowed) : WAIT;
      }
    };
  }

  @Override
  public void whenAdvanced(Runnable task) {
    copyProgress.onAdvance(task);
  }
}
