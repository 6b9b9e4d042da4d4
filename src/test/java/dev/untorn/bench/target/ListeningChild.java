package dev.untorn.bench.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A process that listens, says where, and ends with its input. */
final class ListeningChild {
  private ListeningChild() {}

  static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ListeningChild.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** In that process. */
  public static void main(String... args) throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.println(listening.getLocalPort()); // console
      while (System.in.read() >= 0) {
        // until its parent is gone
      }
    }
  }
}
