package dev.untorn.delivery;

import java.io.IOException;

/** The file ended before the promised bytes did: the connection must be cut, never padded. */
final class ShortFileException extends IOException {
  private static final long serialVersionUID = 1L;

  ShortFileException(long missingBytes) {
    super("the file is " + missingBytes + " bytes shorter than promised");
  }

  /** An expected ending, thrown through Netty: nobody reads its stack. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
