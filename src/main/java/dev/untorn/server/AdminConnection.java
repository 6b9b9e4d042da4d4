package dev.untorn.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the admin server, which has one answer. Run by a thread of its own. */
final class AdminConnection {
  private static final Logger LOG = LoggerFactory.getLogger(AdminConnection.class);

  /** A head is one packet, as a rule. */
  private static final long HEAD_NANOS_MAX = Duration.ofSeconds(2).toNanos();

  /** A scrape is some 100 KiB. */
  private static final long ANSWER_NANOS_MAX = Duration.ofSeconds(10).toNanos();

  /** What a client sent beyond its head is read, for an unread rest would cut its answer. */
  private static final int REST_BYTES_MAX = 64 << 10;

  private final Socket socket;
  private volatile boolean asked;
  private volatile long deadlineNanos = System.nanoTime() + HEAD_NANOS_MAX;

  AdminConnection(Socket socket) {
    this.socket = socket;
  }

  /** Whether its head has come. */
  boolean isAsked() {
    return asked;
  }

  boolean isOverdue(long nowNanos) {
    return nowNanos - deadlineNanos > 0;
  }

  /** Reads the request, answers it, and closes. */
  void serve(AdminServerHandler handler) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Optional<AdminRequest> request = AdminRequest.read(in);
      asked = true;
      deadlineNanos = System.nanoTime() + ANSWER_NANOS_MAX;
      AdminAnswer answer =
          request
              .map(handler::answer)
              .orElseGet(() -> AdminAnswer.text(AdminAnswer.Status.BAD_REQUEST, "Not HTTP/1."));
      OutputStream out = socket.getOutputStream();
      out.write(answer.head());
      if (!request.map(AdminRequest::method).equals(Optional.of("HEAD"))) {
        out.write(answer.body());
      }
      socket.shutdownOutput();
      in.readNBytes(REST_BYTES_MAX);
    } catch (IOException e) {
      LOG.debug("a connection to the admin server ended: {}", e.toString());
    }
  }

  /** From any thread; whoever serves it ends. */
  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection to the admin server was not closed well: {}", e.toString());
    }
  }
}
