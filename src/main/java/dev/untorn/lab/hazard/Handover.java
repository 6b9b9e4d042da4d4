package dev.untorn.lab.hazard;

import dev.untorn.linux.SocketOut;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;

/** A {@link Way} made ready for one file. Used by one thread; closing gives everything back. */
interface Handover extends AutoCloseable {
  /**
   * Hands over a part of what is missing.
   *
   * @return bytes that the socket took, or {@link SocketOut#FULL}
   */
  long handOver(TcpSocket socket, long offset, long sizeBytes) throws IOException;

  /** Whether a writer has come and waits for this to be closed. */
  default boolean keepsWriterWaiting() {
    return false;
  }

  /** Whether writers are let go as soon as everything is acknowledged, read or not. */
  default boolean endsWhenAcknowledged() {
    return false;
  }

  /** Lets writers go, once nothing is handed over any more. */
  default void letGo() {}

  @Override
  void close();

  /** How the making ready ended. */
  sealed interface Preparation {
    /** Ready; the receiver closes it. */
    record Ready(Handover handover) implements Preparation {}

    /** Not offered here, and why. */
    record Impossible(String reason) implements Preparation {}
  }
}
