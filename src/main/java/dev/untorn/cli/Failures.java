package dev.untorn.cli;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** An exception that no command expected is a defect of this program: all of it is told. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    // Only now: the logging library takes longer to start than --help to print.
    LoggerFactory.getLogger(Failures.class)
        .error("a defect of untorn, please report it with what follows", e);
    return ExitCodes.FAILED;
  }
}
