package dev.untorn.cli.lab;

import dev.untorn.cli.Named;
import dev.untorn.config.Size;
import dev.untorn.lab.load.ClientKind;
import dev.untorn.lab.proxy.CommandTarget;
import dev.untorn.lab.proxy.NaiveTarget;
import dev.untorn.lab.proxy.ProxyPlan;
import dev.untorn.lab.proxy.ProxyTarget;
import dev.untorn.lab.proxy.UrlTarget;
import dev.untorn.lab.upstream.OriginKind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which proxies are judged, and how. */
final class ProxyOptions {
  /** A cell must see objects that are replaced, and that are fresh no longer. */
  private static final double SECONDS_MIN = 2;

  private static final long SIZE_BYTES_MIN = 64 * 1024;

  /** The naive control keeps its objects in memory. */
  private static final long SIZE_BYTES_MAX = 64L << 20;

  private static final int PORT_MAX = 65_535;

  @Option(
      names = "--run",
      paramLabel = "NAME=COMMAND",
      description = {
        "a proxy that COMMAND runs in the foreground, with {origin} for the origin's host and port,"
            + " {second} for those of its second URL, {port} for the port to listen at, {dir} for"
            + " an empty directory; it is ended and started again in each cell; repeatable.",
        "With {endpoint} and {bucket} in place of {origin}, the origin is the S3 bucket of that"
            + " name at that URL. With {admin} and {token}, purges are judged too: it takes them as"
            + " Untorn's admin port does, at the port {admin}, with the token in the file {token}."
      })
  private Map<String, String> commands = new LinkedHashMap<>();

  @Option(
      names = "--url",
      paramLabel = "NAME=URL",
      description = "a proxy that runs already, where it serves the origin's root; repeatable")
  private Map<String, String> urls = new LinkedHashMap<>();

  @Option(
      names = "--naive",
      description = "the controls against all origins, too; alone if no proxy is named")
  private boolean naive;

  @Option(
      names = "--origin-port",
      paramLabel = "PORT",
      description = "where the origin listens, for a --url (default: any free port)")
  private int originPort;

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      split = ",",
      description = {
        "what the origin does: steady, swap, dated, weak, retag, cut-length, cut-chunked,"
            + " cut-close, stall, extra, short-parts, damaged, odd-304, errors, mirrored,"
            + " no-ranges, other-parts, coarse, same-tag, s3-versions, s3-gone, s3-plain, s3-busy,"
            + " s3-damaged (default: all that the proxy speaks with)"
      })
  private List<String> origins = List.of();

  @Option(
      names = "--client",
      paramLabel = "NAME",
      split = ",",
      description = {
        "fast, slow, range, resume, revalidate, head, places, seek, multi, segments, purge"
            + " (default: all)"
      })
  private List<String> clients = List.of();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "of the largest objects that are often asked for whole (default: 2560KiB)")
  private String size = "2560KiB";

  @Option(
      names = "--large-size",
      paramLabel = "SIZE",
      description = "of a few more, of which clients mostly ask for parts (default: 20MiB)")
  private String largeSize = "20MiB";

  @Option(names = "--seconds", paramLabel = "N", description = "for each cell (default: 8)")
  private double seconds = 8;

  @Option(names = "--seed", paramLabel = "N", description = "to repeat a run")
  private Optional<Long> seed = Optional.empty();

  /** The plan. Throws IllegalArgumentException with a message for the user. */
  ProxyPlan plan() {
    if (seconds < SECONDS_MIN) {
      throw new IllegalArgumentException("--seconds: at least 2 for each cell, not " + seconds);
    }
    if (originPort < 0 || originPort > PORT_MAX) {
      throw new IllegalArgumentException("--origin-port: no port: " + originPort);
    }
    if (!urls.isEmpty() && originPort == 0) {
      throw new IllegalArgumentException(
          "a --url is of a proxy that has the lab's origin behind it: say where by --origin-port");
    }
    return new ProxyPlan(
        targets(),
        Named.chosen("--origin", origins, OriginKind.values(), OriginKind::label),
        Named.chosen("--client", clients, ClientKind.values(), ClientKind::label),
        originPort,
        new ProxyPlan.Sizes(sizeBytes("--size", size), sizeBytes("--large-size", largeSize)),
        Duration.ofNanos((long) (seconds * 1e9)),
        seed.orElseGet(System::nanoTime));
  }

  private List<ProxyTarget> targets() {
    List<ProxyTarget> targets = new ArrayList<>();
    if (naive) {
      Stream.of(NaiveTarget.values()).forEach(targets::add);
    }
    commands.forEach((name, command) -> targets.add(new CommandTarget(name, command)));
    urls.forEach((name, url) -> targets.add(new UrlTarget(name, root(url))));
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("name a proxy by --run or --url, or try --naive");
    }
    return targets;
  }

  private static URI root(String url) {
    URI uri = URI.create(url);
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("--url needs an http URL, not " + url);
    }
    return uri;
  }

  private static long sizeBytes(String option, String size) {
    long bytes =
        Size.parse(size)
            .orElseThrow(() -> new IllegalArgumentException(option + ": no size: " + size))
            .bytes();
    if (bytes < SIZE_BYTES_MIN || bytes > SIZE_BYTES_MAX) {
      throw new IllegalArgumentException(option + ": from 64KiB to 64MiB, not " + size);
    }
    return bytes;
  }
}
