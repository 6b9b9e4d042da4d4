package dev.untorn.lab.proxy;

import dev.untorn.lab.purge.AdminPurger;
import dev.untorn.lab.purge.Purger;
import dev.untorn.lab.upstream.OriginKind.Protocol;
import dev.untorn.lab.upstream.OriginServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A proxy that a command runs in the foreground, on this host.
 *
 * @param command for a shell; {@code {origin}} is replaced by the origin's host and port, {@code
 *     {second}} by those of its second URL, {@code {endpoint}} by its URL as a server of S3, with
 *     {@code {bucket}}, {@code {port}} by a free port, {@code {dir}} by an empty directory, {@code
 *     {admin}} by a free port where it takes purges as Untorn does, and {@code {token}} by a file
 *     with their token
 */
public record CommandTarget(String label, String command) implements ProxyTarget {
  private static final String ENDPOINT = "{endpoint}";
  private static final String ADMIN = "{admin}";

  @Override
  public boolean speaks(Protocol protocol) {
    return switch (protocol) {
      case HTTP -> !command.contains(ENDPOINT);
      case S3 -> command.contains(ENDPOINT);
    };
  }

  @Override
  public boolean purges() {
    return command.contains(ADMIN);
  }

  @Override
  public RunningProxy start(OriginServer origin) throws IOException {
    int port = freePort();
    int admin = freePort();
    Path directory = Files.createTempDirectory("untorn-lab-proxy-");
    Path token = Files.createTempFile("untorn-lab-token-", "");
    token.toFile().deleteOnExit();
    String secret = UUID.randomUUID().toString();
    Files.writeString(token, secret);
    String filled =
        command
            .replace("{origin}", "127.0.0.1:" + origin.port())
            .replace("{second}", "127.0.0.1:" + origin.secondPort())
            .replace(ENDPOINT, "http://127.0.0.1:" + origin.port())
            .replace("{bucket}", OriginServer.BUCKET)
            .replace("{port}", String.valueOf(port))
            .replace("{dir}", directory.toString())
            .replace(ADMIN, String.valueOf(admin))
            .replace("{token}", token.toString());
    Optional<Purger> purger =
        purges()
            ? Optional.of(new AdminPurger(origin, ProxyProcess.root(port), admin, secret))
            : Optional.empty();
    return ProxyProcess.start(filled, port, directory, purger);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
