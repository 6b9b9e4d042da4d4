package dev.untorn.config;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file {@code untorn.yaml} in a folder, and what is read of it. */
record ConfigurationFile(Path folder) {
  LoadResult.Read read(String text) throws IOException {
    LoadResult loadResult = reading(text);
    return assertInstanceOf(LoadResult.Read.class, loadResult, loadResult::toString);
  }

  ProxySettings proxy(String text) throws IOException {
    return read(text).settings().proxy();
  }

  /** The lines of messages, in which the file has no folder. */
  String problems(String text) throws IOException {
    return assertInstanceOf(LoadResult.Invalid.class, reading(text)).problems().stream()
        .map(problem -> problem.line().replace(folder + "/", "") + "\n")
        .collect(Collectors.joining());
  }

  private LoadResult reading(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("untorn.yaml"), text);
    return SettingsReader.read(Optional.of(file), Map.of(), List.of());
  }
}
