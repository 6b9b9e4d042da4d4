package dev.untorn.origin.upstream.connect;

import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Exceptions of sockets, for people. */
public final class Failures {
  /** What Netty puts before the kernel's message: the call, and perhaps the error's number. */
  private static final Pattern CALL =
      Pattern.compile("^(?:syscall:)?\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ");

  /** What Netty puts behind it: the peer, as in {@code : deb.example/192.0.2.1:443}. */
  private static final Pattern PEER = Pattern.compile(": [^ ]*/[^ ]+:\\d+$");

  private Failures() {}

  /** Without addresses. Begins with a small letter, for the middle of a sentence. */
  public static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return TlsFailures.reason(cause);
      }
    }
    return message(failure);
  }

  /** As it says itself. */
  static String message(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof ClosedChannelException || message == null) {
      return "the connection was closed";
    }
    String bare = PEER.matcher(CALL.matcher(message).replaceFirst("")).replaceFirst("");
    return bare.isEmpty()
        ? failure.getClass().getSimpleName()
        : bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
  }
}
