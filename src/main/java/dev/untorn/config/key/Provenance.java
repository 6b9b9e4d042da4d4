package dev.untorn.config.key;

import java.nio.file.Path;

/** Where a value was set. Each overrides those before it. */
public sealed interface Provenance {
  record Default() implements Provenance {}

  /** In the configuration file; line and column count from one. */
  record InFile(Path file, int line, int column) implements Provenance {}

  record Environment(String variable) implements Provenance {}

  record Option(String name) implements Provenance {}

  /** For people: {@code default}, {@code untorn.yaml:12}, {@code option --port}. */
  default String shown() {
    return switch (this) {
      case Default() -> "default";
      case InFile(Path file, int line, int _) -> SafeText.plain(file.toString()) + ":" + line;
      case Environment(String variable) -> "environment " + SafeText.plain(variable);
      case Option(String name) -> "option " + name;
    };
  }
}
