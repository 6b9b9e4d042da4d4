package dev.untorn.lab.hazard;

import java.util.List;

/**
 * One square of the experiment, with every trial of it.
 *
 * @param place where the file was
 * @param sizeBytes of the file
 */
public record Cell(
    Place place, Network network, long sizeBytes, Way way, Change change, List<Outcome> outcomes) {
  public Cell {
    outcomes = List.copyOf(outcomes);
  }

  /** What the trials say. */
  public Finding finding() {
    return Finding.of(change, outcomes);
  }
}
