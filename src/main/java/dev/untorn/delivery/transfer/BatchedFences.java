package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Modification;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.Identity;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The fences of live bodies that left whole within one turn of an event loop: asked when the turn
 * ends, by one statx for all transfers of a version. That is as good as one for each, for all had
 * been sent by then. It saves 3 % of the time of a file of 1 KiB. Touched by that loop alone.
 */
public final class BatchedFences {
  private final IdentityHashMap<LinuxFile, Optional<Modification>> found = new IdentityHashMap<>();
  private List<Sent> sent = new ArrayList<>();
  private List<Sent> settled = new ArrayList<>();
  private boolean open;

  private record Sent(
      Wire wire, LinuxFile file, Identity identity, Consumer<Optional<Modification>> then) {}

  /** A turn begins. */
  public void open() {
    open = true;
  }

  /**
   * Tells, of a file whose bytes have all been sent, whether it had changed by then: when the turn
   * ends, or at once where none is under way.
   *
   * @param wire fails if what is told fails
   */
  void ask(Wire wire, LinuxFile file, Identity identity, Consumer<Optional<Modification>> then) {
    if (open) {
      sent.add(new Sent(wire, file, identity, then));
    } else {
      then.accept(check(file, identity));
    }
  }

  /** Asks for all that was sent until now, and tells: which may bring more work for this turn. */
  public void settle() {
    while (!sent.isEmpty()) {
      List<Sent> now = sent;
      sent = settled;
      settled = now;
      for (Sent each : now) {
        tell(each, found.computeIfAbsent(each.file, file -> check(file, each.identity)));
      }
      // What is sent from now on may have changed since.
      found.clear();
      now.clear();
    }
  }

  /** The turn is over, and all is settled. */
  public void close() {
    open = false;
  }

  private static Optional<Modification> check(LinuxFile file, Identity identity) {
    return Fence.check(file, identity, Modification.Phase.FENCE);
  }

  private static void tell(Sent sent, Optional<Modification> modification) {
    try {
      sent.then.accept(modification);
    } catch (RuntimeException | Error e) {
      // A fault in one connection must not keep the others from their answers.
      sent.wire.failed(e);
    }
  }
}
