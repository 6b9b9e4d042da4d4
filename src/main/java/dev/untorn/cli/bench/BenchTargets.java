package dev.untorn.cli.bench;

import dev.untorn.bench.run.Case;
import dev.untorn.bench.run.FileWriter;
import dev.untorn.bench.run.Mix;
import dev.untorn.bench.run.SizedFiles;
import dev.untorn.bench.target.Listeners;
import dev.untorn.bench.target.OwnServer;
import dev.untorn.bench.target.SystemUnderTest;
import dev.untorn.cli.DirectoryCheck;
import dev.untorn.cli.Named;
import dev.untorn.config.Mode;
import dev.untorn.config.Size;
import dev.untorn.lab.writer.LabFile;
import dev.untorn.lab.writer.WriterKind;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options for the servers and requests to measure. */
final class BenchTargets {
  private static final List<String> USUAL_SIZES = List.of("1KiB", "64KiB", "1MiB");

  /** Looks like a URL without its scheme. */
  private static final Pattern HOST =
      Pattern.compile("(?:[\\w.-]+|\\[[0-9a-fA-F:]+]):\\d+(?:/.*)?|localhost(?:/.*)?");

  @Parameters(
      paramLabel = "URL|DIR",
      arity = "0..1",
      description = "a server that runs, or a directory to start servers for")
  private String what = "";

  @Mixin private BenchServers own = new BenchServers();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      split = ",",
      description =
          "create files of these sizes below DIR, request them, and remove them (default:"
              + " 1KiB,64KiB,1MiB)")
  private List<String> sizes = List.of();

  @Option(
      names = "--path",
      paramLabel = "PATH",
      split = ",",
      description = "request this path, as /x")
  private List<String> paths = List.of();

  @Option(
      names = "--mix",
      paramLabel = "FILE",
      description = "request many paths: a file of lines WEIGHT /PATH")
  private Optional<Path> mix = Optional.empty();

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "request the GETs of an access log in common or combined format")
  private Optional<Path> replay = Optional.empty();

  @Option(
      names = "--writer",
      paramLabel = "NAME",
      description =
          "let one of the lab's writers change the files of --size: steps, once, mmap, truncate,"
              + " append, resize, rename, flip, touch, chmod, upload")
  private Optional<String> writer = Optional.empty();

  @Option(
      names = "--files",
      paramLabel = "DIR",
      description = "the files that the server of URL serves, to compare its responses with")
  private Optional<Path> files = Optional.empty();

  @Option(
      names = "--vs",
      paramLabel = "NAME=URL",
      description = "a server to compare with; paths are appended to its URL; repeatable")
  private Map<String, URI> others = new LinkedHashMap<>();

  @Option(
      names = "--vs-pid",
      paramLabel = "NAME=PID",
      description = "its process, if it is not the one that listens at its port; repeatable")
  private Map<String, Long> pids = new LinkedHashMap<>();

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "the process of the server of URL, if it is not the one that listens")
  private Optional<Long> pid = Optional.empty();

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description = "the server to compare the others with (default: the first)")
  private Optional<String> baseline = Optional.empty();

  /** Servers and cases; closing ends servers that were started and removes created files. */
  record Opened(List<SystemUnderTest> servers, List<Case> cases, List<Closeable> toClose)
      implements Closeable {
    @Override
    public void close() throws IOException {
      for (Closeable one : toClose.reversed()) {
        one.close();
      }
    }
  }

  Optional<String> baseline() {
    return baseline;
  }

  /** The directory whose files are served, if known. */
  Optional<Path> directory() {
    Optional<Path> known = isUrl() ? files : Optional.of(Path.of(what));
    return known.map(path -> path.toAbsolutePath().normalize());
  }

  boolean isEmpty() {
    return what.isEmpty();
  }

  private boolean isUrl() {
    return what.contains("://");
  }

  private URI url() {
    return URI.create(what);
  }

  Optional<FileWriter> writer() {
    if (writer.isEmpty()) {
      return Optional.empty();
    }
    BenchOptions.check(!sizes.isEmpty(), "--writer needs a DIR and --size");
    sizes()
        .forEach(size ->
            BenchOptions.check(
                LabFile.takes(size.bytes()),
                "--writer: sizes are whole KiB, from 64KiB to 1GiB, not " + size));
    return Named.chosen("--writer", List.of(writer.get()), WriterKind.values(), WriterKind::label)
        .stream()
        .<FileWriter>map(BenchWriter::new)
        .findFirst();
  }

  private List<Size> sizes() {
    boolean isUsual = sizes.isEmpty() && paths.isEmpty() && mix.isEmpty() && replay.isEmpty();
    List<String> chosen = isUsual ? USUAL_SIZES : sizes;
    return isUrl()
        ? List.of()
        : chosen.stream().map(text -> new Size(BenchOptions.size("--size", text))).toList();
  }

  /**
   * Checks all before anything starts. Throws IllegalArgumentException with a message for the user.
   */
  void check() {
    BenchOptions.check(!what.isEmpty(), "name a URL or a directory to measure");
    for (String path : paths) {
      BenchOptions.check(path.startsWith("/"), "--path begins with a slash: " + path);
    }
    if (isUrl()) {
      server("URL", url());
      BenchOptions.check(sizes.isEmpty(), "--size needs a DIR; for a server that runs, use --path");
      BenchOptions.check(
          !own.isAsked(),
          "--mode, --serve, --serve-with are of servers that are started for a DIR");
      directory()
          .flatMap(DirectoryCheck::problem)
          .ifPresent(problem -> BenchOptions.check(false, "--files: " + problem));
    } else {
      Path directory = directory().orElseThrow();
      BenchOptions.check(
          Files.exists(directory) || !HOST.matcher(what).matches(),
          "a URL begins with http:// (http://" + what + "); there is no directory of that name");
      DirectoryCheck.problem(directory).ifPresent(problem -> BenchOptions.check(false, problem));
      own.modes();
      sizes();
      BenchOptions.check(pid.isEmpty(), "--pid is of the server of a URL; see --vs-pid");
      BenchOptions.check(files.isEmpty(), "--files are of the server of a URL");
    }
    writer();
    others.forEach(this::server);
    pids.keySet()
        .forEach(name ->
            BenchOptions.check(
                others.containsKey(name), "--vs-pid: there is no --vs " + name + "=URL"));
    baseline.ifPresent(
        name -> BenchOptions.check(names().contains(name), "--baseline: one of " + names()));
  }

  /** Of all servers. */
  List<String> names() {
    List<String> measured = isUrl() ? List.of(url().getRawAuthority()) : own.names();
    return Stream.concat(measured.stream(), others.keySet().stream()).toList();
  }

  private SystemUnderTest server(String name, URI url) {
    try {
      return server(name, url, Optional.ofNullable(pids.get(name)), false);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " is " + e.getMessage(), e);
    }
  }

  /** With the named process, or else those that listen there. */
  private static SystemUnderTest server(
      String name, URI url, Optional<Long> named, boolean judged) {
    SystemUnderTest one =
        new SystemUnderTest(name, url, named.map(Set::of).orElse(Set.of()), judged);
    return named.isPresent()
        ? one
        : new SystemUnderTest(name, url, Listeners.at(one.address()), judged);
  }

  /** Starts servers and creates files. Throws IOException if one cannot be. */
  Opened open() throws IOException {
    List<Closeable> toClose = new ArrayList<>();
    List<SystemUnderTest> servers = new ArrayList<>();
    List<Case> cases = new ArrayList<>(listed());
    Opened opened = new Opened(servers, cases, toClose);
    try {
      if (isUrl()) {
        // Its path is a case, to be appended to the URLs of other servers, too.
        servers.add(server(url().getRawAuthority(), url().resolve("/"), pid, true));
      } else {
        if (!sizes().isEmpty()) {
          SizedFiles files =
              SizedFiles.create(directory().orElseThrow(), sizes(), writer.isPresent());
          toClose.add(files);
          cases.addAll(files.cases());
        }
        for (Mode mode : own.modes()) {
          OwnServer server = own.start(directory().orElseThrow(), mode);
          toClose.add(server);
          servers.add(server.underTest());
        }
      }
      others.forEach((name, url) -> servers.add(server(name, url)));
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private List<Case> listed() throws IOException {
    List<Case> cases = new ArrayList<>();
    paths.forEach(path -> cases.add(single(path)));
    if (mix.isPresent()) {
      cases.add(listed("--mix", Mix.weighted(Files.readAllLines(mix.get()))));
    }
    if (replay.isPresent()) {
      cases.add(listed("--replay", Mix.logged(Files.readAllLines(replay.get()))));
    }
    if (isUrl() && cases.isEmpty()) {
      String path = url().getRawPath().isEmpty() ? "/" : url().getRawPath();
      cases.add(single(path + (url().getRawQuery() == null ? "" : "?" + url().getRawQuery())));
    }
    return cases;
  }

  private static Case single(String path) {
    return new Case(path, List.of(path), Optional.empty());
  }

  private static Case listed(String option, List<String> paths) {
    BenchOptions.check(!paths.isEmpty(), option + ": there is no request in it");
    return new Case(option.substring(2), paths, Optional.empty());
  }
}
