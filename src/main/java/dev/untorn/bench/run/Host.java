package dev.untorn.bench.run;

import dev.untorn.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine of a run: figures of different machines cannot be compared.
 *
 * @param java the version of the generator's Java
 * @param ownProcessors those that the generator may use
 * @param loadAverage of the minute before the run, from other programs
 */
public record Host(
    String untorn,
    String java,
    String kernel,
    String cpu,
    int processors,
    @Json.Name("generator_processors") int ownProcessors,
    String loadAverage) {
  private static final Path CPUS = Path.of("/proc/cpuinfo");

  static Host here() {
    List<String> cpus = lines(CPUS);
    String release = Host.class.getPackage().getImplementationVersion();
    return new Host(
        release == null ? "from source" : release,
        System.getProperty("java.version"),
        System.getProperty("os.version"),
        cpus.stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch")),
        Math.max(1, (int) cpus.stream().filter(line -> line.startsWith("processor")).count()),
        Runtime.getRuntime().availableProcessors(),
        lines(Path.of("/proc/loadavg")).stream()
            .map(line -> line.split(" ", 2)[0])
            .findFirst()
            .orElse("unknown"));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  public String text() {
    return "untorn %s, Java %s, Linux %s, %s, %d processors, %d for the generator, load average %s"
        .formatted(untorn, java, kernel, cpu, processors, ownProcessors, loadAverage);
  }
}
