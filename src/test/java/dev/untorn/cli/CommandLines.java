package dev.untorn.cli;

import java.util.Map;
import picocli.CommandLine;

/** The program's command line, for tests of its rooms. */
public final class CommandLines {
  private CommandLines() {}

  /** With all commands, without environment variables. */
  public static CommandLine all() {
    return Main.commandLine(Map.of());
  }
}
