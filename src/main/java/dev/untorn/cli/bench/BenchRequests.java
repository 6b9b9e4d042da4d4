package dev.untorn.cli.bench;

import dev.untorn.bench.load.Statuses;
import dev.untorn.bench.run.Range;
import dev.untorn.bench.run.RequestOptions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options for requests. */
final class BenchRequests {
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]+:[^\\p{Cntrl}]*");

  @Option(names = "--head", description = "send HEAD requests")
  private boolean head;

  @Option(
      names = "--conditional",
      description = "send conditional requests that are answered with 304")
  private boolean conditional;

  @Option(
      names = "--range",
      paramLabel = "A-B|SIZE",
      description = "request these bytes, as 0-1023, or as many at random places, as 4KiB")
  private Optional<String> range = Optional.empty();

  @Option(
      names = {"-H", "--header"},
      paramLabel = "LINE",
      description = "add a line to the head of requests, as 'Accept-Encoding: gzip'; repeatable")
  private List<String> fields = List.of();

  @Option(
      names = "--expect",
      paramLabel = "STATUS",
      description =
          "statuses that count as success, as 404 or 200,404 (default: 2xx; 206 with --range, 304"
              + " with --conditional)")
  private Optional<String> expected = Optional.empty();

  /** Throws IllegalArgumentException with a message for the user. */
  RequestOptions options(boolean keepAlive) {
    fields.forEach(field ->
        BenchOptions.check(FIELD.matcher(field).matches(), "--header: no 'Name: value': " + field));
    return new RequestOptions(
        head,
        conditional,
        range.map(text ->
            Range.parse(text)
                .orElseThrow(
                    () -> new IllegalArgumentException("--range: as 0-1023 or 4KiB, not " + text))),
        fields,
        keepAlive,
        expected.map(text ->
            Statuses.parse(text)
                .orElseThrow(() ->
                    new IllegalArgumentException("--expect: as 404 or 200,404, not " + text))));
  }
}
