package dev.untorn.bench.run;

import java.io.IOException;
import java.io.Serial;

/** A server cannot be measured as planned. The message is one sentence for the user. */
public final class TargetException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  TargetException(String message) {
    super(message);
  }
}
