package dev.untorn.lab.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs a system program and waits for it. */
public final class SystemTool {
  private SystemTool() {}

  /**
   * Splits the command at single spaces.
   *
   * @throws IOException with the program's output if it fails, or if it is missing
   */
  public static void run(String command) throws IOException {
    Process process = new ProcessBuilder(command.split(" ", -1)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
