package dev.untorn.origin.upstream;

import dev.untorn.testing.Certificates;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Scripted origins that speak TLS. */
public final class SecureOrigin {
  private SecureOrigin() {}

  /** One with the key of a store, signed by the authority of these certificates. */
  public static ScriptedOrigin with(
      Certificates certificates, Path keyStore, ScriptedOrigin.Script script) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, certificates.password());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, certificates.password());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new ScriptedOrigin(
        socket -> {
          SSLSocket tls =
              (SSLSocket) context.getSocketFactory().createSocket(socket, null, -1, false);
          tls.setUseClientMode(false);
          return tls;
        },
        script);
  }
}
