package dev.untorn.delivery.transfer;

import dev.untorn.delivery.Modification;
import dev.untorn.delivery.wire.Wire;
import dev.untorn.linux.file.LinuxFile;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Checks live files at the end of an event loop's turn, for the responses that were sent whole
 * within it: one statx serves all responses of a file, and is as exact as one for each, because all
 * had been sent by then. Saves 3 % of the time of a file of 1 KiB. Used by one event loop.
 */
public final class BatchedFences {
  private final IdentityHashMap<LinuxFile, Optional<Modification>> found = new IdentityHashMap<>();
  private List<Sent> sent = new ArrayList<>();
  private List<Sent> settled = new ArrayList<>();
  private boolean open;

  interface Sent {
    Fence fence();

    /** Receives the result of the fence. */
    void fenced(Optional<Modification> found);

    /** The wire that is failed if {@link #fenced} throws. */
    Wire wire();
  }

  /** Begins a turn. */
  public void open() {
    open = true;
  }

  /** Checks a file whose response is sent: at the end of the turn, or at once outside of one. */
  void ask(Sent response) {
    if (open) {
      sent.add(response);
    } else {
      response.fenced(response.fence().check());
    }
  }

  /** Checks all that was sent until now and reports, which may bring more work for this turn. */
  public void settle() {
    while (!sent.isEmpty()) {
      List<Sent> now = sent;
      sent = settled;
      settled = now;
      for (Sent each : now) {
        Fence fence = each.fence();
        tell(each, found.computeIfAbsent(fence.file(), _ -> fence.check()));
      }
      // The file may change before the next response is sent.
      found.clear();
      now.clear();
    }
  }

  /** Ends the turn; all is settled. */
  public void close() {
    open = false;
  }

  private static void tell(Sent sent, Optional<Modification> modification) {
    try {
      sent.fenced(modification);
    } catch (RuntimeException | Error e) {
      // An exception in one connection must not stop the others.
      sent.wire().failed(e);
    }
  }
}
