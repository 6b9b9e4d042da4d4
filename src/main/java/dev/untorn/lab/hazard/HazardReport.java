package dev.untorn.lab.hazard;

import dev.untorn.lab.mount.Place;
import dev.untorn.lab.run.RunInfo;
import java.util.List;
import java.util.Map;

/**
 * Everything a run found out.
 *
 * @param info when, where and by what command
 * @param plan what was asked
 * @param places directories and their filesystems
 * @param unavailable networks that this machine could not offer, and why
 * @param cells in the order of trying
 * @param control whether the run can be believed
 * @param interrupted whether it was ended before all cells were tried
 */
public record HazardReport(
    RunInfo info,
    HazardPlan plan,
    List<Place> places,
    Map<Network, String> unavailable,
    List<HazardCell> cells,
    List<Demonstration> demonstrations,
    Control control,
    boolean interrupted) {
  public HazardReport {
    places = List.copyOf(places);
    unavailable = Map.copyOf(unavailable);
    cells = List.copyOf(cells);
    demonstrations = List.copyOf(demonstrations);
  }

  List<HazardCell> cells(Place place, Network network) {
    return cells.stream()
        .filter(cell -> cell.place().equals(place) && cell.network() == network)
        .toList();
  }

  /** The finding of one square over all its sizes. */
  public Finding finding(Place place, Network network, Way way, Change change) {
    return Finding.of(
        change,
        cells(place, network).stream()
            .filter(cell -> cell.way() == way && cell.change() == change)
            .flatMap(cell -> cell.outcomes().stream())
            .toList());
  }

  /** Whether a cell failed, or was not tried. */
  public boolean hasUnknown() {
    return interrupted
        || cells.stream().anyMatch(cell -> cell.finding() instanceof Finding.Unknown);
  }
}
