package dev.untorn.server.probe;

import dev.untorn.config.Mode;
import dev.untorn.config.Size;
import dev.untorn.text.Json;
import java.nio.file.Path;
import java.util.List;

/**
 * What can be proved of a directory on this machine.
 *
 * @param peer its address
 * @param mode the configured one
 * @param memoryFileMax the limit between small and large files
 * @param facts in the order of {@link Topic}
 */
public record ProbeReport(
    Path directory,
    String peer,
    Mode mode,
    @Json.Name("memoryFileMaxBytes") Size memoryFileMax,
    List<Fact> facts,
    List<Choice> choices) {
  public ProbeReport {
    facts = List.copyOf(facts);
    choices = List.copyOf(choices);
  }
}
