package dev.untorn.origin.upstream.connect;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Why TLS failed, for people: Java's messages name its own classes. */
final class TlsFailures {
  private TlsFailures() {}

  /** As the JDK says it, with the names (HostnameChecker). */
  private static boolean isOfAnotherName(CertificateException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.startsWith("No name matching")
        || message.startsWith("No subject alternative")
        || message.startsWith("Illegal given domain name");
  }

  static String reason(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return switch (root) {
      case CertPathBuilderException _ ->
          "its certificate is not signed by an authority that is trusted";
      case CertificateExpiredException _ -> "its certificate has expired";
      case CertificateNotYetValidException _ -> "its certificate is not valid yet";
      case CertificateException e when isOfAnotherName(e) -> "its certificate is for another name";
      case CertificateException e -> "its certificate is refused: " + Failures.message(e);
      case NotSslRecordException _ -> "it does not speak TLS";
      default -> "TLS: " + Failures.message(root);
    };
  }
}
