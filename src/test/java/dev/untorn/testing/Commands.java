package dev.untorn.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs to their end. */
public final class Commands {
  private Commands() {}

  /** Runs a program; its output, or an exception that shows it when it fails. */
  public static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(List.of(command) + " ended with " + code + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command[0] + " ran", e);
    }
    return output;
  }
}
