package dev.untorn.cli;

/** The exit codes of the process. */
final class ExitCodes {
  static final int FINE = 0;

  /** The command was understood, but failed. */
  static final int FAILED = 1;

  /** The command was not understood, or can't be done: the user must change it. */
  static final int USAGE = 2;

  private ExitCodes() {}
}
