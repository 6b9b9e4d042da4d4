package dev.untorn.lab.hazard;

import dev.untorn.lab.mount.Place;
import java.util.List;

/**
 * One square of the experiment, with every trial of it.
 *
 * @param place where the file was
 * @param sizeBytes of the file
 */
public record HazardCell(
    Place place, Network network, long sizeBytes, Way way, Change change, List<Outcome> outcomes) {
  public HazardCell {
    outcomes = List.copyOf(outcomes);
  }

  public Finding finding() {
    return Finding.of(change, outcomes);
  }
}
