package dev.untorn.origin.upstream.connect;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Why TLS failed, for people: Java's messages name its own classes. */
final class TlsFailures {
  private TlsFailures() {}

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
      case CertificateException e -> "its certificate is refused: " + Failures.reason(e);
      case NotSslRecordException _ -> "it does not speak TLS";
      default -> "TLS: " + Failures.reason(root);
    };
  }
}
