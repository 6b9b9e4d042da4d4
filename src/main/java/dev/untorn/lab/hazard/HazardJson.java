package dev.untorn.lab.hazard;

import dev.untorn.lab.mount.Place;
import dev.untorn.text.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The report as JSON; {@code hazard.schema.json} beside this class describes it. */
public final class HazardJson {
  /** Raised whenever a reader of the old form would misunderstand the new one. */
  static final int FORMAT = 1;

  private static final Json JSON =
      Json.camelCase()
          .as(Place.class, place -> new Directory(place.directory(), place.filesystem()))
          .as(HazardCell.class, HazardJson::cell);

  private HazardJson() {}

  private record Directory(Path directory, String filesystem) {}

  private record Cell(
      @Json.Flat Place place,
      Network network,
      long sizeBytes,
      Way way,
      Change change,
      Finding finding,
      List<Outcome.Trial> trials) {}

  private record Document(
      int format,
      String command,
      String host,
      String kernel,
      Instant started,
      boolean interrupted,
      Control control,
      List<Place> places,
      Map<Network, String> unavailable,
      List<HazardCell> cells,
      List<Demonstration> demonstrations) {}

  public static String render(HazardReport report) {
    return JSON.text(
        new Document(
            FORMAT,
            report.info().command(),
            report.info().host(),
            report.info().kernel(),
            report.info().start(),
            report.interrupted(),
            report.control(),
            report.places(),
            report.unavailable(),
            report.cells(),
            report.demonstrations()));
  }

  private static Cell cell(HazardCell cell) {
    return new Cell(
        cell.place(),
        cell.network(),
        cell.sizeBytes(),
        cell.way(),
        cell.change(),
        cell.finding(),
        cell.outcomes().stream()
            .filter(Outcome.Measured.class::isInstance)
            .map(outcome -> ((Outcome.Measured) outcome).trial())
            .toList());
  }
}
