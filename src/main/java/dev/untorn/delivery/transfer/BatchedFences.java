package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Modification;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.linux.file.LinuxFile;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

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

  /** A response whose bytes have all been sent. */
  interface Sent {
    Fence fence();

    /** What the fence found. */
    void fenced(Optional<Modification> found);

    /** The wire that fails if {@link #fenced} does. */
    Wire wire();
  }

  /** A turn begins. */
  public void open() {
    open = true;
  }

  /**
   * Tells whether the file of a response had changed when all had been sent: when the turn ends, or
   * at once where none is under way.
   */
  void ask(Sent response) {
    if (open) {
      sent.add(response);
    } else {
      response.fenced(response.fence().check());
    }
  }

  /** Asks for all that was sent until now, and tells: which may bring more work for this turn. */
  public void settle() {
    while (!sent.isEmpty()) {
      List<Sent> now = sent;
      sent = settled;
      settled = now;
      for (Sent each : now) {
        Fence fence = each.fence();
        tell(each, found.computeIfAbsent(fence.file(), _ -> fence.check()));
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

  private static void tell(Sent sent, Optional<Modification> modification) {
    try {
      sent.fenced(modification);
    } catch (RuntimeException | Error e) {
      // A fault in one connection must not keep the others from their answers.
      sent.wire().failed(e);
    }
  }
}
