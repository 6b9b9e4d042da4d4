package dev.untorn.version;

import dev.untorn.config.Mode;
import dev.untorn.config.StoreSettings;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The ways to take a version, in the order in which they are tried: the table of modes.
 *
 * <pre>
 * snapshot  memory, clone, copy
 * guarded   memory, leased, clone, copy
 * auto      memory, clone, leased, copy; a name that was written while leased: as snapshot
 * </pre>
 */
final class Chains {
  private final Sealer memory;
  private final Sealer clone;
  private final Sealer leased;
  private final List<Sealer> copies;

  Chains(
      StoreSettings settings,
      Spool spool,
      Room room,
      Guards guards,
      Turns turns,
      Disposal disposal,
      StoreObserver observer,
      BooleanSupplier ending) {
    this.memory = new MemorySealer(settings.memoryFileMax().bytes(), room, observer);
    this.clone = new CloneSealer(spool, room, disposal, observer);
    this.leased = new LeasedSealer(guards, disposal);
    this.copies =
        List.of(
            new CopySealer(CopyTargets.onDisk(spool, room), turns, disposal, observer, ending),
            new CopySealer(CopyTargets.inMemory(room), turns, disposal, observer, ending));
  }

  /**
   * The ways of a mode.
   *
   * @param restless whether writers have come to this name while it was leased: they would come
   *     again, and each would wait for a copy that can as well be made at once
   */
  List<Sealer> of(Mode mode, boolean restless) {
    return switch (mode) {
      case SENDFILE -> List.of();
      case SNAPSHOT -> List.of(memory, clone, copies.get(0), copies.get(1));
      case GUARDED -> List.of(memory, leased, clone, copies.get(0), copies.get(1));
      case AUTO ->
          restless
              ? of(Mode.SNAPSHOT, true)
              : List.of(memory, clone, leased, copies.get(0), copies.get(1));
    };
  }
}
