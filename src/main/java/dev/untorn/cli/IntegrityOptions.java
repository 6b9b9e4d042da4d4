package dev.untorn.cli;

import dev.untorn.config.Mode;
import dev.untorn.config.Nearest;
import dev.untorn.config.Size;
import dev.untorn.lab.link.LinkKind;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.run.Place;
import dev.untorn.lab.run.Plan;
import dev.untorn.lab.target.Target;
import dev.untorn.lab.target.UntornTarget;
import dev.untorn.lab.target.UrlTarget;
import dev.untorn.lab.writer.Site;
import dev.untorn.lab.writer.WriterKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
          WriterKind.SHRINK_GROW,
          WriterKind.CHMOD);

  @Option(
      names = "--quick",
      description =
          "all in less than a minute: cells are cut short, and the least telling writers left out")
  private boolean quick;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "work below DIR, to choose a filesystem (default: the temporary one)")
  private List<Path> directories = List.of();

  @Option(
      names = "--wire",
      description = {
        "also over two network namespaces whose server's device copies what it sends, and loses all"
            + " of it now and then; needs root"
      })
  private boolean wire;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      split = ",",
      description = "modes of Untorn (default: all, or none when there is a --url)")
  private List<String> modes = List.of();

  @Option(
      names = "--writer",
      paramLabel = "NAME",
      split = ",",
      description = {
        "how files are written: steps, once, mmap, truncate, append, resize, rename, flip, touch,"
            + " chmod, upload (default: all)"
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
      description = "of the time that writers are at work, 0 to 1 (default: 0.5)")
  private double duty = 0.5;

  @Option(names = "--seed", paramLabel = "N", description = "to repeat a run")
  private Optional<Long> seed = Optional.empty();

  /** Any server, by one of its URLs. */
  static final class Other {
    // No Optional: picocli cannot set one in a group that repeats.
    @Option(names = "--url", paramLabel = "URL", description = "of one file")
    private String url = "";

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "the file behind the URL; it is overwritten")
    private String file = "";

    @Option(names = "--name", paramLabel = "NAME", description = "of the server (default: url)")
    private String name = "url";

    private Target target() {
      if (url.isEmpty() || file.isEmpty()) {
        throw new IllegalArgumentException("--url and --file belong together");
      }
      URI uri = URI.create(url);
      if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
        throw new IllegalArgumentException("--url needs an http URL, not " + url);
      }
      return new UrlTarget(name, uri, Path.of(file).toAbsolutePath());
    }
  }

  /**
   * The plan.
   *
   * @throws IllegalArgumentException with what the user is to read
   */
  Plan plan(List<Other> others) {
    if (duty <= 0 || duty > 1) {
      throw new IllegalArgumentException("--duty is above 0 and at most 1, not " + duty);
    }
    Plan plan =
        new Plan(
            targets(others),
            links(others),
            places(),
            chosen("--writer", writers, WriterKind.values(), WriterKind::label),
            chosen("--client", clients, ClientKind.values(), ClientKind::label),
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
  private Plan quickly(Plan plan) {
    List<WriterKind> some = writers.isEmpty() ? TELLING : plan.writers();
    for (int count = some.size(); count > 0; count--) {
      Plan fewer = plan.writtenBy(some.subList(0, count));
      int cells = fewer.cells().size() + fewer.links().size();
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

  private static IllegalArgumentException tooMany(Plan plan) {
    return new IllegalArgumentException(
        "less than %s s for each of %d cells: choose fewer"
            .formatted(SECONDS_MIN, plan.cells().size()));
  }

  private List<Target> targets(List<Other> others) {
    List<Target> targets = new ArrayList<>();
    boolean none = modes.isEmpty() && !others.isEmpty();
    if (!none) {
      chosen("--mode", modes, Mode.values(), mode -> mode.name().toLowerCase(Locale.ROOT))
          .forEach(mode -> targets.add(new UntornTarget(mode)));
    }
    others.forEach(other -> targets.add(other.target()));
    return targets;
  }

  private List<LinkKind> links(List<Other> others) {
    if (!wire) {
      return List.of(LinkKind.LOOPBACK);
    }
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "--wire is for the servers that the lab starts; a server behind a --url is asked where it"
              + " is: leave one of the two out");
    }
    try {
      LinkKind.WIRE.open().close();
    } catch (IOException e) {
      throw new IllegalArgumentException("--wire needs root and ip(8): " + e.getMessage(), e);
    }
    return List.of(LinkKind.values());
  }

  private List<Place> places() {
    Stream<Path> named =
        directories.isEmpty()
            ? Stream.of(Path.of(System.getProperty("java.io.tmpdir")))
            : directories.stream();
    return named
        .map(directory -> {
          if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("--dir: no such directory: " + directory);
          }
          return Place.of(directory.toAbsolutePath());
        })
        .toList();
  }

  private long sizeBytes() {
    long bytes =
        Size.parse(size)
            .orElseThrow(() -> new IllegalArgumentException("--size: no size: " + size))
            .bytes();
    if (!Site.takes(bytes)) {
      throw new IllegalArgumentException("--size: whole KiB, from 64KiB to 1GiB, not " + size);
    }
    return bytes;
  }

  static <T> List<T> chosen(String option, List<String> names, T[] all, Function<T, String> label) {
    if (names.isEmpty()) {
      return List.of(all);
    }
    return names.stream().map(name -> named(option, name, all, label)).toList();
  }

  private static <T> T named(String option, String name, T[] all, Function<T, String> label) {
    return Arrays.stream(all)
        .filter(one -> label.apply(one).equals(name))
        .findFirst()
        .orElseThrow(() -> {
          List<String> labels = Arrays.stream(all).map(label).toList();
          String meant =
              Nearest.to(name, labels)
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse(": one of " + labels.stream().collect(Collectors.joining(", ")));
          return new IllegalArgumentException(option + ": there is no '" + name + "'" + meant);
        });
  }
}
