package dev.untorn.cli.cache;

import dev.untorn.cli.ExitCodes;
import dev.untorn.cli.HelpOption;
import dev.untorn.origin.object.check.StoreReader;
import dev.untorn.text.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that reads a cache, which a server may be using. */
abstract class Reading extends HelpOption implements Callable<Integer> {
  private final CacheCommand cache;

  @Spec private CommandSpec spec = CommandSpec.create();

  Reading(CacheCommand cache) {
    this.cache = cache;
  }

  /** Reads, and returns the exit code. */
  abstract int read(StoreReader reader, PrintWriter out) throws IOException;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return switch (StoreReader.open(cache.directory())) {
      case StoreReader.Opening.Refused(String problem) -> refuse(problem, ExitCodes.USAGE);
      case StoreReader.Opening.Done(StoreReader reader) -> {
        try (reader) {
          yield read(reader, out);
        } catch (IOException e) {
          yield refuse("the cache cannot be read: " + Reason.of(e), ExitCodes.FAILED);
        } finally {
          out.flush();
        }
      }
    };
  }

  private int refuse(String problem, int exitCode) {
    spec.commandLine().getErr().println("untorn: " + problem);
    return exitCode;
  }
}
