package dev.untorn.config;

import dev.untorn.config.load.LoadResult;
import dev.untorn.config.load.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds when the user sets nothing. */
public final class Defaults {
  private Defaults() {}

  /** All settings. */
  public static Settings settings() {
    return switch (SettingsReader.read(Optional.empty(), Map.of(), List.of())) {
      case LoadResult.Read read -> read.settings();
      case LoadResult.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }
}
