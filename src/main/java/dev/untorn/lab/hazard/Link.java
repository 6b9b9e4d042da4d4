package dev.untorn.lab.hazard;

import dev.untorn.linux.KernelException;
import dev.untorn.linux.TcpSocket;
import java.io.IOException;

/** A way between a sender and its peer, over which connections are made. */
interface Link extends AutoCloseable {
  /** Receiver's buffer: of the size that most machines allow without privileges. */
  int RECEIVE_BUFFER_BYTES = 208 * 1024;

  /** Sender's buffer: so that a large file leaves a part that is accepted and not sent. */
  int SEND_BUFFER_BYTES = 512 * 1024;

  /** Longer than any retransmission here takes; a trial without an end by then has failed. */
  int RECEIVE_TIMEOUT_SECONDS = 10;

  /** Which kind it is. */
  Network network();

  /** Makes a connection. */
  Connection connect() throws IOException;

  /** From now on every packet of the sender is lost. Only where the network is lossy. */
  void lose() throws IOException;

  /** Ends {@link #lose}. */
  void restore() throws IOException;

  @Override
  void close();

  /** A connection's two ends; sender non-blocking, receiver blocking with a time limit. */
  record Connection(TcpSocket sender, TcpSocket receiver) implements AutoCloseable {
    /** Accepts the connection that the receiver made. */
    static Connection accepted(TcpSocket listener, TcpSocket receiver) throws KernelException {
      try {
        return new Connection(listener.accept(SEND_BUFFER_BYTES), receiver);
      } catch (KernelException e) {
        receiver.close();
        throw e;
      }
    }

    @Override
    public void close() {
      sender.close();
      receiver.close();
    }
  }
}
