package dev.untorn.lab.run;

import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.mount.Place;
import dev.untorn.lab.target.PlainTarget;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.writer.WriterKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to run.
 *
 * @param links to the lab's own servers; other targets stay where they are
 * @param perCell how long clients send requests
 * @param duty fraction of the time that a writer works
 * @param only cells whose name contains one of these; all if empty
 */
public record LabPlan(
    List<Target> targets,
    List<LinkKind> links,
    List<Place> places,
    List<WriterKind> writers,
    List<ClientKind> clients,
    long sizeBytes,
    Duration perCell,
    long seed,
    double duty,
    List<String> only) {

  public LabPlan lasting(Duration each) {
    return new LabPlan(targets, links, places, writers, clients, sizeBytes, each, seed, duty, only);
  }

  public LabPlan writtenBy(List<WriterKind> others) {
    return new LabPlan(
        targets, links, places, others, clients, sizeBytes, perCell, seed, duty, only);
  }

  /** In running order. A target with its own file is tested there only. */
  public List<Cell> cells() {
    Stream<Cell> here =
        places.stream()
            .flatMap(place ->
                targets.stream()
                    .filter(target -> target.ownFile().isEmpty())
                    .flatMap(target -> links.stream().flatMap(link -> cells(target, link, place))));
    Stream<Cell> elsewhere =
        targets.stream()
            .flatMap(target ->
                target.ownFile().stream()
                    .flatMap(file -> cells(target, LinkKind.LOOPBACK, Place.around(file))));
    return Stream.concat(here, elsewhere).toList();
  }

  /** The arm that must be found torn, over each link in each place. */
  public List<Cell> controls() {
    return places.stream()
        .flatMap(place ->
            links.stream()
                .map(link ->
                    new Cell(
                        PlainTarget.control(),
                        link,
                        place,
                        WriterKind.IN_PLACE_STEPS,
                        List.of(ClientKind.SLOW))))
        .toList();
  }

  private Stream<Cell> cells(Target target, LinkKind link, Place place) {
    return writers.stream()
        .map(writer -> new Cell(target, link, place, writer, clients))
        .filter(cell -> only.isEmpty() || only.stream().anyMatch(cell.name()::contains));
  }
}
