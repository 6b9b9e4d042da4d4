package dev.untorn.delivery.wire;

import java.io.IOException;

/** The file ended before the promised bytes: the connection must be cut, never padded. */
public final class ShortFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public ShortFileException(long missingBytes) {
    super("the file is " + missingBytes + " bytes shorter than promised");
  }

  /** An expected ending, thrown through Netty: nobody reads the stack trace. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
