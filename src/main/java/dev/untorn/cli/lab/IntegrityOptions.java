package dev.untorn.cli.lab;

import dev.untorn.cli.Named;
import dev.untorn.config.Size;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.LabPlan;
import dev.untorn.lab.writer.LabFile;
import dev.untorn.lab.writer.WriterKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is to be examined, from the command line. */
final class IntegrityOptions {
  /** Of the minute that a quick run has, the part that cells may use; servers start, too. */
  private static final double QUICK_SECONDS = 50;

  /** After each cell: slow downloads come to their end, bodies are judged. */
  private static final double CELL_END_SECONDS = 1.4;

  /** A cell must see at least a few of the slow downloads. */
  private static final double SECONDS_MIN = 0.2;

  private static final double SECONDS_DEFAULT = 5;

  /** Rather fewer writers than less time for each. */
  private static final double QUICK_SECONDS_MIN = 0.5;

  /** The writers, those first that tell most of a server. */
  private static final List<WriterKind> TELLING =
      List.of(
          WriterKind.IN_PLACE_STEPS,
          WriterKind.MAPPED,
          WriterKind.RENAME,
          WriterKind.TRUNCATE,
          WriterKind.TOUCH,
          WriterKind.UPLOAD,
          WriterKind.APPEND,
          WriterKind.FLIP,
          WriterKind.IN_PLACE_ONCE,
          WriterKind.HELD_OPEN,
          WriterKind.SHRINK_GROW,
          WriterKind.CHMOD);

  @Option(
      names = "--quick",
      description =
          "finish in less than a minute: shorter cells, and only the most telling writers")
  private boolean quick;

  @Option(
      names = "--writer",
      paramLabel = "NAME",
      split = ",",
      description = {
        "how files are written: steps, once, open, mmap, truncate, append, resize, rename, flip,"
            + " touch, chmod, upload (default: all)"
      })
  private List<String> writers = List.of();

  @Option(
      names = "--client",
      paramLabel = "NAME",
      split = ",",
      description = "fast, slow, range, resume, revalidate, head (default: all)")
  private List<String> clients = List.of();

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      split = ",",
      description = "only cells whose name (ext4/snapshot/mmap) contains TEXT")
  private List<String> only = List.of();

  @Option(names = "--size", paramLabel = "SIZE", description = "of the file (default: 8MiB)")
  private String size = "8MiB";

  @Option(names = "--seconds", paramLabel = "N", description = "for each cell (default: 5)")
  private Optional<Double> seconds = Optional.empty();

  @Option(
      names = "--duty",
      paramLabel = "FRACTION",
      description = "fraction of the time that writers write, 0 to 1 (default: 0.5)")
  private double duty = 0.5;

  @Option(names = "--seed", paramLabel = "N", description = "to repeat a run")
  private Optional<Long> seed = Optional.empty();

  /** The plan. Throws IllegalArgumentException with a message for the user. */
  LabPlan plan(IntegrityServers servers, IntegrityPlaces places, List<IntegrityOther> others) {
    if (duty <= 0 || duty > 1) {
      throw new IllegalArgumentException("--duty is above 0 and at most 1, not " + duty);
    }
    List<LinkKind> links = places.links(!others.isEmpty());
    LabPlan plan =
        new LabPlan(
            servers.targets(others),
            links,
            places.places(),
            Named.chosen("--writer", writers, WriterKind.values(), WriterKind::label),
            Named.chosen(
                "--client",
                clients,
                ClientKind.ofFiles().toArray(ClientKind[]::new),
                ClientKind::label),
            sizeBytes(),
            Duration.ofNanos((long) (seconds.orElse(SECONDS_DEFAULT) * 1e9)),
            seed.orElseGet(System::nanoTime),
            duty,
            only);
    if (plan.cells().isEmpty()) {
      throw new IllegalArgumentException("--only leaves nothing of the matrix");
    }
    if (quick && seconds.isEmpty()) {
      return quickly(plan);
    }
    double each = seconds.orElse(SECONDS_DEFAULT);
    if (each < SECONDS_MIN) {
      throw tooMany(plan);
    }
    return plan;
  }

  /** As many of the writers as a quick run has time for, unless they were chosen. */
  private LabPlan quickly(LabPlan plan) {
    List<WriterKind> some = writers.isEmpty() ? TELLING : plan.writers();
    for (int count = some.size(); count > 0; count--) {
      LabPlan fewer = plan.writtenBy(some.subList(0, count));
      int cells = fewer.cells().size() + fewer.controls().size();
      double each = Math.min(SECONDS_DEFAULT, QUICK_SECONDS / cells - CELL_END_SECONDS);
      if (each >= (count > 1 && writers.isEmpty() ? QUICK_SECONDS_MIN : SECONDS_MIN)) {
        return fewer.lasting(Duration.ofNanos((long) (each * 1e9)));
      }
      if (!writers.isEmpty()) {
        break;
      }
    }
    throw tooMany(plan);
  }

  private static IllegalArgumentException tooMany(LabPlan plan) {
    return new IllegalArgumentException(
        "less than %s s for each of %d cells: choose fewer"
            .formatted(SECONDS_MIN, plan.cells().size()));
  }

  private long sizeBytes() {
    long bytes =
        Size.parse(size)
            .orElseThrow(() -> new IllegalArgumentException("--size: no size: " + size))
            .bytes();
    if (!LabFile.takes(bytes)) {
      throw new IllegalArgumentException("--size: whole KiB, from 64KiB to 1GiB, not " + size);
    }
    return bytes;
  }
}
