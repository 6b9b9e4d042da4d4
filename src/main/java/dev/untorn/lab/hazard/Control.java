package dev.untorn.lab.hazard;

import java.util.List;

/** Whether the experiment can see what it looks for, and so be believed. */
public enum Control {
  /** sendfile over loopback showed the writer's bytes, read and send did not. */
  SHARES_PAGES(
      "This kernel's sendfile hands out pages of the file: a later write changes bytes already"
          + " sent."),
  /** sendfile over loopback showed old bytes only. */
  COPIES(
      "THIS KERNEL'S SENDFILE COPIES, OR THE EXPERIMENT IS BLIND: no write after sendfile over"
          + " loopback reached the peer. The other results prove nothing until it is known"
          + " which."),
  /** The two control cells were not tried or failed, or read and send changed too. */
  INCONCLUSIVE("The control cells failed or contradict each other: nothing here is proved.");

  final String sentence;

  Control(String sentence) {
    this.sentence = sentence;
  }

  /** Judges sendfile against read and send, both with pwrite over loopback, in every place. */
  static Control of(List<HazardCell> cells) {
    List<Finding> live = findings(cells, Way.SENDFILE);
    List<Finding> copied = findings(cells, Way.READ_WRITE);
    boolean judged = !live.isEmpty() && !copied.isEmpty();
    if (!judged || !copied.stream().allMatch(Finding.Stable.class::isInstance)) {
      return INCONCLUSIVE;
    }
    if (live.stream().allMatch(Finding.Unstable.class::isInstance)) {
      return SHARES_PAGES;
    }
    return live.stream().allMatch(Finding.Stable.class::isInstance) ? COPIES : INCONCLUSIVE;
  }

  private static List<Finding> findings(List<HazardCell> cells, Way way) {
    return cells.stream()
        .filter(cell -> cell.network() == Network.LOOPBACK)
        .filter(cell -> cell.way() == way && cell.change() == Change.PWRITE)
        .map(HazardCell::finding)
        .toList();
  }
}
