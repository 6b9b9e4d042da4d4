package dev.untorn.cli;

import picocli.CommandLine.Option;

/** The option that shows the help of a command. */
public class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help and exit",
      order = 99)
  void help(boolean requested) {
    // picocli shows it and calls nothing else
  }
}
