package dev.untorn.origin.proxy;

import dev.untorn.config.OriginSettings;
import dev.untorn.config.Redirecting;
import dev.untorn.origin.upstream.UpstreamOptions;
import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.UpstreamOptions.Pooling;
import dev.untorn.origin.upstream.connect.ClientTls;
import dev.untorn.origin.upstream.connect.Reachable;
import dev.untorn.origin.upstream.redirect.Redirects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the origin is reached, of settings and the files that they name. */
record Reaching(UpstreamOptions options, Credentials credentials) {
  /**
   * Reads the files.
   *
   * @throws IOException if one cannot be used
   */
  static Reaching of(OriginSettings settings) throws IOException {
    Pooling usual = Pooling.DEFAULTS;
    return new Reaching(
        new UpstreamOptions(
            new Pooling(settings.connections(), usual.waitingMax(), usual.idle()),
            Deadlines.DEFAULTS,
            settings.ca().isPresent() ? trusting(settings.ca().get()) : ClientTls.system(),
            redirects(settings.redirecting())),
        settings.credentials().isPresent()
            ? Credentials.of(settings.credentials().get())
            : Credentials.NONE);
  }

  private static Redirects redirects(Redirecting settings) {
    return new Redirects(
        settings.hosts(),
        switch (settings.privateAddresses()) {
          case REFUSE -> Reachable.PUBLIC;
          case ALLOW -> Reachable.ANYWHERE;
        });
  }

  private static ClientTls trusting(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(
          "proxy.ca %s cannot be read: name a file with certificates in PEM".formatted(file));
    }
    return switch (ClientTls.trusting(file)) {
      case ClientTls.Loading.Loaded(ClientTls tls) -> tls;
      case ClientTls.Loading.Refused(var _) ->
          throw new IOException("proxy.ca %s has no certificate in PEM".formatted(file));
    };
  }
}
