package dev.untorn.delivery.transfer;

import dev.untorn.config.OnModification;
import dev.untorn.delivery.Ending;

/**
 * Gate of a live file. If modifications cut responses, the last bytes are sent only after the
 * fence. Bytes that were sent may still change before they leave the machine: this detects changes,
 * but does not prevent them.
 */
record LiveGate(OnModification onModification, Fence fence) implements SendGate {
  private static final Answer CUT = new Answer.Cut(Ending.FENCED);

  @Override
  public Answer ask(long from, long end, boolean last) {
    return switch (onModification) {
      case COUNT -> new Answer.SendUntil(end);
      case CUT -> {
        if (!last) {
          yield new Answer.SendUntil(end);
        }
        if (end - from > HELD_BACK_BYTES) {
          yield new Answer.SendUntil(end - HELD_BACK_BYTES);
        }
        yield fence.check().isEmpty() ? new Answer.SendUntil(end) : CUT;
      }
    };
  }

  @Override
  public void whenAdvanced(Runnable task) {
    throw new IllegalStateException("a live file never waits");
  }
}
