package dev.untorn.lab.hazard;

import dev.untorn.lab.mount.Place;
import dev.untorn.lab.run.RunInfo;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports made by hand. */
final class Reports {
  static final Place PLACE = new Place(Path.of("/srv/<a & b>"), "ext4");
  static final ByteCounts OLD = new ByteCounts(65536, 0, 0, 0);
  static final ByteCounts NEW = new ByteCounts(0, 65536, 0, 0);

  private Reports() {}

  static Outcome received(ByteCounts counts) {
    return new Outcome.Measured(
        new Outcome.Trial(counts, ByteCounts.NONE, ByteCounts.NONE, 0, false, 1234));
  }

  static HazardCell cell(Way way, Outcome outcome) {
    return new HazardCell(PLACE, Network.LOOPBACK, 65536, way, Change.PWRITE, List.of(outcome));
  }

  /** The two cells of the control, which make the run credible. */
  static List<HazardCell> credible() {
    return List.of(cell(Way.SENDFILE, received(NEW)), cell(Way.READ_WRITE, received(OLD)));
  }

  /** A credible report with every kind of outcome and demonstration. */
  static HazardReport full() {
    List<HazardCell> cells = new ArrayList<>(credible());
    Outcome.Trial held =
        new Outcome.Trial(OLD, ByteCounts.NONE, ByteCounts.NONE, 3, true, 5_000_000);
    cells.add(cell(Way.LEASED, new Outcome.Measured(held)));
    cells.add(cell(Way.CLONE, new Impossible("the filesystem cannot clone")));
    cells.add(cell(Way.MEMFD, new Outcome.Failed("the peer waited in vain")));
    return new HazardReport(
        new RunInfo(
            Instant.parse("2026-11-24T00:00:00Z"),
            "somewhere",
            "6.18.0",
            2,
            "untorn",
            "untorn lab hazard"),
        new HazardPlan(
            List.of(PLACE.directory()),
            Set.of(Network.LOOPBACK, Network.WIRE),
            List.of(65536L),
            1,
            List.of(Way.SENDFILE, Way.READ_WRITE, Way.LEASED, Way.CLONE, Way.MEMFD),
            List.of(Change.PWRITE)),
        List.of(PLACE),
        Map.of(Network.WIRE, "ip: not found"),
        cells,
        List.of(
            new Demonstration.PagesKept(PLACE, 1_200_000_000L, 90_000, NEW),
            new Demonstration.GiftChanged(NEW),
            new Demonstration.NotShown("pages kept in a pipe", "open: EACCES")),
        Control.of(cells),
        false);
  }
}
