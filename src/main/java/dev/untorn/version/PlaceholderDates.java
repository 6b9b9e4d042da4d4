package dev.untorn.version;

/**
 * Dates that tools write into every file they make, so that the same build gives the same bytes:
 * all states of a file have them. A client that knew a file by such a date would be told for ever
 * that nothing changed, and would not even ask for years, for how long an answer is taken to be
 * fresh is guessed by its age (RFC 9111, 4.2.2).
 */
final class PlaceholderDates {
  /** Nix, Guix and OSTree; container images have one second less. No file is older than that. */
  private static final long EPOCH = 1;

  /** The first a ZIP archive has room for: wheels, jars. */
  private static final long ZIP = 315_532_800;

  /** Cloud Native Buildpacks: a second later. */
  private static final long BUILDPACKS = ZIP + 1;

  /** Packages of npm: the day a film travelled back from. */
  private static final long NPM = 499_162_500;

  private PlaceholderDates() {}

  static boolean contains(long seconds) {
    return seconds <= EPOCH || seconds == ZIP || seconds == BUILDPACKS || seconds == NPM;
  }
}
