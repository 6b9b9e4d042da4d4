package dev.untorn.server.probe;

import dev.untorn.config.Mode;
import dev.untorn.config.Size;
import dev.untorn.text.Json;
import java.nio.file.Path;
import java.util.List;

/**
 * All that was found.
 *
 * @param peer its address, as text
 * @param mode the one that is set
 * @param memoryFileMax what divides small files from large ones
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
