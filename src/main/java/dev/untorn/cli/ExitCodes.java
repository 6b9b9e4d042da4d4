package dev.untorn.cli;

public final class ExitCodes {
  public static final int FINE = 0;

  /** The command is valid, but failed. */
  public static final int FAILED = 1;

  /** The command is invalid or impossible: the user must change it. */
  public static final int USAGE = 2;

  private ExitCodes() {}
}
