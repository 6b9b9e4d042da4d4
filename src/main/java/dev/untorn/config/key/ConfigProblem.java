package dev.untorn.config.key;

/**
 * A reason why settings cannot be used.
 *
 * @param place where the user wrote it: {@code untorn.yaml:12:3}, {@code option --port}
 * @param what what was found there, and what is allowed
 */
public record ConfigProblem(String place, String what) {
  public String line() {
    return place + ": " + what;
  }

  /** About a key, which is named unless the place is in a file. */
  public static ConfigProblem at(Provenance provenance, String key, String what) {
    return switch (provenance) {
      case Provenance.InFile file ->
          new ConfigProblem(file.shown() + ":" + file.column(), SafeText.plain(key) + ": " + what);
      case Provenance.Default _, Provenance.Environment _, Provenance.Option _ ->
          new ConfigProblem(provenance.shown(), what);
    };
  }
}
