package dev.untorn.lab.run;

import dev.untorn.lab.link.Link;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.Served;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.writer.WriterKind;
import dev.untorn.linux.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Runs a plan: the control arm of each link first, then each cell, one after the other. */
public final class IntegrityLab {
  private final Plan plan;
  private final Progress progress;
  private final List<Cell> cells;
  private int cellsBegun;

  /** A lab for one run. */
  public IntegrityLab(Plan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
    this.cells = plan.cells();
  }

  /**
   * Runs all, in temporary directories below the plan's places.
   *
   * @param command as the user gave it, for the report
   */
  public LabResult run(String command) throws InterruptedException {
    Instant start = Instant.now();
    List<CellResult> controls = new ArrayList<>();
    for (LinkKind link : plan.links()) {
      controls.addAll(examine(List.of(control(link))));
    }
    List<CellResult> results = runCells();
    progress.ends();
    return new LabResult(plan, start, Machine.kernelRelease(), command, controls, results);
  }

  private Cell control(LinkKind link) {
    return new Cell(
        PlainTarget.control(),
        link,
        plan.places().getFirst(),
        WriterKind.IN_PLACE_STEPS,
        List.of(ClientKind.SLOW));
  }

  /** The matrix without its control arm, for tests of the lab itself. */
  List<CellResult> runCells() throws InterruptedException {
    List<CellResult> results = new ArrayList<>();
    for (int from = 0; from < cells.size(); ) {
      int to = from;
      while (to < cells.size() && sharesServer(cells.get(from), cells.get(to))) {
        to++;
      }
      results.addAll(examine(cells.subList(from, to)));
      from = to;
    }
    return results;
  }

  private static boolean sharesServer(Cell one, Cell other) {
    return one.target().equals(other.target())
        && one.link() == other.link()
        && one.place().equals(other.place());
  }

  /** Cells of one target in one place, with one server for all of them. */
  private List<CellResult> examine(List<Cell> group) throws InterruptedException {
    Target target = group.getFirst().target();
    Place place = group.getFirst().place();
    List<CellResult> results = new ArrayList<>();
    try {
      Path directory = Files.createTempDirectory(place.directory(), "untorn-lab-");
      try (Link link = group.getFirst().link().open();
          Served served = target.serve(directory, link)) {
        for (Cell cell : group) {
          results.add(examine(cell, link, served));
        }
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      for (Cell cell : group.subList(results.size(), group.size())) {
        results.add(failed(cell, cell.server() + " could not serve: " + e));
      }
    }
    return results;
  }

  private CellResult examine(Cell cell, Link link, Served served) throws InterruptedException {
    cellsBegun++;
    progress.begins(cell, cellsBegun, cells.size() + plan.links().size());
    CellResult result;
    try {
      CellRun run = new CellRun(cell, cellsBegun, plan, link, served, progress);
      result = new CellJudge(cell, run.run()).judge(plan.perCell());
    } catch (IOException | RuntimeException e) {
      // Whatever it was: nothing is known about this cell, and the others go on.
      result = failed(cell, e.toString());
    }
    progress.judged(result);
    return result;
  }

  private static CellResult failed(Cell cell, String why) {
    Samples none = Samples.of(LongStream.empty());
    return new CellResult(
        cell,
        Map.of(),
        new Costs(0, none, none, none, 0, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(why));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
