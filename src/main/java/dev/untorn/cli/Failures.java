package dev.untorn.cli;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** An exception that no command expected is a bug of this program, so it is logged in full. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    // Only now: the logging library takes longer to start than --help to print.
    LoggerFactory.getLogger(Failures.class)
        .error("a bug in untorn; please report it with the following", e);
    return ExitCodes.FAILED;
  }
}
