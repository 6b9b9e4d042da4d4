package dev.untorn.lab.run;

import dev.untorn.linux.Machine;
import java.time.Instant;

/**
 * When, where and how a run was started.
 *
 * @param version of the program
 * @param command as the user typed it
 */
public record RunInfo(
    Instant start, String host, String kernel, int processors, String version, String command) {
  public static RunInfo now(String version, String command) {
    return new RunInfo(
        Instant.now(),
        Machine.hostName(),
        Machine.kernelRelease(),
        Runtime.getRuntime().availableProcessors(),
        version,
        command);
  }
}
