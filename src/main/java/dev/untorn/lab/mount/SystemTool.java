package dev.untorn.lab.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs a small program of the system and waits for it. */
public final class SystemTool {
  private SystemTool() {}

  /**
   * Runs a command whose words are separated by single spaces.
   *
   * @throws IOException with what the program said, when it is missing or fails
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
