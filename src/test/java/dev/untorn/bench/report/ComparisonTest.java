package dev.untorn.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.untorn.bench.run.BenchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {
  @TempDir private Path folder;

  @Test
  void every_figure_is_shown_before_and_after_with_the_noise() throws Exception {
    Path before = write("a", json());
    Path slower =
        write(
            "b",
            json()
                .replace("\"cpu_micros_per_request\" : 1000.0", "\"cpu_micros_per_request\" : 4e3")
                .replace("\"cpu_micros_per_request\" : 1200.0", "\"cpu_micros_per_request\" : 5e3")
                .replace("\"kernel\" : \"6.1\"", "\"kernel\" : \"6.2\""));
    String text = Comparison.of(before, slower).text(false);
    String cpu = line(text, "1KiB auto .*CPU.*");
    assertTrue(cpu.contains("1,100 (1,000–1,200)"), text);
    assertTrue(cpu.contains("(4,000–5,000)"), text);
    assertTrue(cpu.endsWith("beyond the noise"), text);
    assertTrue(line(text, "1KiB auto .*p50.*").endsWith("1.000         within the noise"), text);
    assertTrue(line(text, "1KiB nginx .*requests/s.*").contains("500 (500–500)"), text);
    assertTrue(line(text, "1KiB auto .*errors.*").matches(".*errors +2 +2"), text);
    assertTrue(text.contains("differs: host.kernel: 6.1, then 6.2"), text);
  }

  private static String line(String text, String pattern) {
    return text.lines().filter(line -> line.matches(pattern)).findFirst().orElseThrow();
  }

  @Test
  void conditions_are_of_ratios_and_what_is_missing_fails() throws Exception {
    Path before = write("a", json());
    Path after =
        write(
            "b",
            json()
                .replace("\"server\" : \"nginx\"", "\"server\" : \"h2o\"")
                .replaceFirst("\"p99\" : \\d+", "\"p99\" : 3000000"));
    Comparison comparison = Comparison.of(before, after);
    List<String> missing = List.of("1KiB nginx: not in " + after, "1KiB h2o: not in " + before);
    assertEquals(List.of(), comparison.failures(List.of()));
    missing.forEach(line -> assertTrue(comparison.text(false).contains(line), line));
    assertEquals(missing, comparison.failures(thresholds("p99>1.6", "rps<0.9")));
    assertEquals(
        Stream.concat(
                missing.stream(),
                Stream.of(
                    "1KiB auto: p99 is 1.499 times what it was, above 1.4",
                    "1KiB auto: no p99.99 in " + before))
            .toList(),
        Comparison.of(before, after).failures(thresholds("p99>1.4", "p99.99>2")));
  }

  private static List<Threshold> thresholds(String... texts) {
    return Stream.of(texts).map(text -> Threshold.parseRatio(text).orElseThrow()).toList();
  }

  @Test
  void conditions_have_no_units() {
    for (String text : List.of("p99>5ms", "errors>0", "p98>1.1", "rps", "")) {
      assertTrue(Threshold.parseRatio(text).isEmpty(), text);
    }
  }

  @Test
  void what_cannot_be_compared_is_refused_with_the_reason() throws Exception {
    Path run = write("a", json());
    assertRefused("connections is 64 and 65", run, json().replace(": 64,", ": 65,"));
    assertRefused(
        "read_bytes_per_second is 65536 and none",
        run,
        json().replaceAll("\"read_bytes_per_second\" : \\d+,", ""));
    assertRefused(
        "have no case and server in common",
        run,
        json().replace("\"case\" : \"1KiB\"", "\"case\" : \"2KiB\""));
    assertRefused(
        "has format 2, this version compares format 3",
        run,
        json().replace("\"format\" : 3", "\"format\" : 2"));
    assertRefused("not the --json of untorn bench", run, "{}");
    assertRefused("not the --json of untorn bench", run, "nonsense");
    Path missing = folder.resolve("missing.json");
    Exception e = assertThrows(IllegalArgumentException.class, () -> Comparison.of(missing, run));
    assertEquals(missing + ": no such file", e.getMessage());
  }

  private void assertRefused(String why, Path run, String other) throws IOException {
    Path file = write("other", other);
    Exception e = assertThrows(IllegalArgumentException.class, () -> Comparison.of(run, file));
    assertTrue(String.valueOf(e.getMessage()).contains(why), e::toString);
  }

  private Path write(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name + ".json"), json);
  }

  private static String json() {
    BenchResult result = Results.of("auto", "nginx");
    return JsonReport.text(result, new Verdict(List.of(), List.of()));
  }
}
