package dev.untorn.lab.target;

import dev.untorn.lab.check.Promise;
import dev.untorn.lab.link.Acceptor;
import dev.untorn.lab.link.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lab's own small server: GET of files in one directory, for the lab's clients. With {@link
 * ResponseBehaviour#LIVE} it is the control arm, which must be found torn; other behaviours show
 * that the lab detects what it should.
 *
 * @param atStop runs when it is stopped in mid-transfer; empty if it never is
 */
public record PlainTarget(
    String name, int promisedLevel, ResponseBehaviour behaviour, Optional<Runnable> atStop)
    implements Target {
  private static final Pattern REQUEST = Pattern.compile("(?:GET|HEAD) /([\\w.-]+) HTTP/1\\.1\r\n");
  private static final int REQUEST_BYTES_MAX = 4096;

  public PlainTarget(String name, int promisedLevel, ResponseBehaviour behaviour) {
    this(name, promisedLevel, behaviour, Optional.empty());
  }

  public static PlainTarget control() {
    return new PlainTarget("control", 0, ResponseBehaviour.LIVE);
  }

  @Override
  public RunningServer serve(Path directory, Link link) throws IOException {
    InetSocketAddress address = new InetSocketAddress(link.serverAddress(), 0);
    Acceptor server =
        link.atServer(
            () -> Acceptor.start("lab-control", address, client -> serve(directory, client)));
    return new RunningServer() {
      @Override
      public Promise promise() {
        return Promise.of(promisedLevel);
      }

      @Override
      public Path file(String name) {
        return directory.resolve(name);
      }

      @Override
      public URI uri(String name) throws IOException {
        return RunningServer.uri(link, server.port(), name);
      }

      @Override
      public boolean canRestart() {
        return atStop.isPresent();
      }

      @Override
      public void restart() throws IOException {
        atStop.ifPresent(Runnable::run);
        link.atServer(() -> {
          server.restart();
          return true;
        });
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }

  private void serve(Path directory, SocketChannel client) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(REQUEST_BYTES_MAX);
    while (client.read(request.clear()) > 0) {
      // The lab's clients send a request in one write and wait for the response.
      String text = new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII);
      Matcher matcher = REQUEST.matcher(text);
      if (!matcher.lookingAt()) {
        return;
      }
      try {
        behaviour.respond(text, directory.resolve(matcher.group(1)), client);
      } catch (NoSuchFileException e) {
        ResponseBehaviour.send(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
      }
    }
  }
}
