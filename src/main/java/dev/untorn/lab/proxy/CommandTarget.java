package dev.untorn.lab.proxy;

import dev.untorn.lab.upstream.OriginServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A proxy that a command runs in the foreground, on this host.
 *
 * @param command for a shell; {@code {origin}} is replaced by the origin's host and port, {@code
 *     {second}} by those of its second URL, {@code {port}} by a free port, {@code {dir}} by an
 *     empty directory
 */
public record CommandTarget(String label, String command) implements ProxyTarget {
  @Override
  public RunningProxy start(OriginServer origin) throws IOException {
    int port = freePort();
    Path directory = Files.createTempDirectory("untorn-lab-proxy-");
    String filled =
        command
            .replace("{origin}", "127.0.0.1:" + origin.port())
            .replace("{second}", "127.0.0.1:" + origin.secondPort())
            .replace("{port}", String.valueOf(port))
            .replace("{dir}", directory.toString());
    return ProxyProcess.start(filled, port, directory);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
