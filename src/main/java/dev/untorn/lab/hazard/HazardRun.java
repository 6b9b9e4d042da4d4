package dev.untorn.lab.hazard;

import dev.untorn.lab.link.Link;
import dev.untorn.lab.mount.Mount;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.run.RunInfo;
import dev.untorn.linux.Signals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;

/** Carries out a {@link HazardPlan}. */
public final class HazardRun {
  private final HazardPlan plan;
  private final ObjIntConsumer<HazardCell> progress;
  private final BooleanSupplier mayGoOn;
  private final List<Place> places;
  private final List<HazardCell> cells = new ArrayList<>();
  private final List<Demonstration> demonstrations = new ArrayList<>();
  private final Map<Network, String> unavailable = new EnumMap<>(Network.class);

  private HazardRun(HazardPlan plan, ObjIntConsumer<HazardCell> progress, BooleanSupplier mayGoOn) {
    this.plan = plan;
    this.places = plan.directories().stream().map(Place::of).toList();
    this.mayGoOn = mayGoOn;
    this.progress = progress;
  }

  /**
   * Runs it all; files and namespaces made for it are gone afterwards.
   *
   * @param info for the report
   * @param progress is called with each finished cell and the number of those so far
   * @param mayGoOn asked before each cell; cells that were not tried are missing in the report
   * @throws IOException when a directory cannot be written to
   */
  public static HazardReport run(
      HazardPlan plan, RunInfo info, ObjIntConsumer<HazardCell> progress, BooleanSupplier mayGoOn)
      throws IOException {
    // A lease that breaks must not end the process.
    Signals.ignoreSigio();
    HazardRun run = new HazardRun(plan, progress, mayGoOn);
    for (Network network : plan.networks()) {
      if (mayGoOn.getAsBoolean()) {
        run.overNetwork(network);
      }
    }
    if (mayGoOn.getAsBoolean()) {
      run.demonstrate();
    }
    return new HazardReport(
        info,
        plan,
        run.places,
        run.unavailable,
        run.cells,
        run.demonstrations,
        Control.of(run.cells),
        !mayGoOn.getAsBoolean());
  }

  private void overNetwork(Network network) throws IOException {
    Link link;
    try {
      link = network.open();
    } catch (IOException e) {
      unavailable.put(network, String.valueOf(e.getMessage()));
      return;
    }
    try (link) {
      for (Place place : places) {
        inPlace(place, network, link);
      }
    }
  }

  private void inPlace(Place place, Network network, Link link) throws IOException {
    try (Mount directory = place.open()) {
      Workspace workspace =
          new Workspace(directory.served(), Math.toIntExact(Collections.max(plan.sizesBytes())));
      for (long sizeBytes : plan.sizesBytes()) {
        Experiment experiment = new Experiment(workspace, network, link, sizeBytes);
        for (Way way : plan.ways()) {
          for (Change change : plan.changes()) {
            if (!mayGoOn.getAsBoolean()) {
              return;
            }
            List<Outcome> outcomes = repeated(experiment, way, change);
            HazardCell cell = new HazardCell(place, network, sizeBytes, way, change, outcomes);
            cells.add(cell);
            progress.accept(cell, cells.size());
          }
        }
      }
    }
  }

  private List<Outcome> repeated(Experiment experiment, Way way, Change change) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < plan.repeats(); i++) {
      Outcome outcome = experiment.run(way, change);
      outcomes.add(outcome);
      if (outcome instanceof Impossible) {
        break;
      }
    }
    return outcomes;
  }

  private void demonstrate() throws IOException {
    for (Place place : places) {
      try (Mount directory = place.open()) {
        Workspace workspace = new Workspace(directory.served(), Demonstrations.SIZE_BYTES);
        demonstrations.add(Demonstrations.pagesKept(place, workspace));
      }
    }
    demonstrations.add(Demonstrations.giftChanged());
  }
}
