package dev.untorn.delivery.transfer;

import java.io.IOException;

/** Bytes were read of a leased file when writers may already have been admitted. */
final class LeaseLostException extends IOException {
  private static final long serialVersionUID = 1L;

  LeaseLostException() {
    super("the lease was taken away while the file was read");
  }
}
