package dev.untorn.cli;

/** What the process ends with. */
final class ExitCodes {
  static final int FINE = 0;

  /** It was understood, but did not work out. */
  static final int FAILED = 1;

  /** It was not understood, or can't be done as asked: the user's turn. */
  static final int USAGE = 2;

  private ExitCodes() {}
}
