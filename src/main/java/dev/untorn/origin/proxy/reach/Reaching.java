package dev.untorn.origin.proxy.reach;

import dev.untorn.config.OriginSettings;
import dev.untorn.config.ReachSettings;
import dev.untorn.config.Redirecting;
import dev.untorn.origin.upstream.UpstreamOptions;
import dev.untorn.origin.upstream.UpstreamOptions.Deadlines;
import dev.untorn.origin.upstream.UpstreamOptions.Pooling;
import dev.untorn.origin.upstream.connect.ClientTls;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.origin.upstream.connect.Reachable;
import dev.untorn.origin.upstream.redirect.Redirects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the origin is reached, of settings and the files that they name. */
public record Reaching(UpstreamOptions options, SentFields sentFields) {
  /**
   * Reads the files.
   *
   * @throws IOException if one cannot be used
   */
  public static Reaching of(OriginSettings origin) throws IOException {
    ReachSettings settings = origin.reach();
    String named = origin.urls().getFirst().toString();
    Pooling usual = Pooling.DEFAULTS;
    return new Reaching(
        new UpstreamOptions(
            new Pooling(settings.connections(), usual.waitingMax(), usual.idle()),
            Deadlines.DEFAULTS,
            settings.ca().isPresent() ? trusting(settings.ca().get(), named) : ClientTls.system(),
            redirects(settings.redirecting())),
        SentFields.of(
            Endpoint.of(origin.urls().getFirst()),
            settings,
            settings.credentials().isPresent()
                ? Credentials.of(settings.credentials().get(), named)
                : Credentials.NONE));
  }

  private static Redirects redirects(Redirecting settings) {
    return new Redirects(
        settings.hosts(),
        switch (settings.privateAddresses()) {
          case REFUSE -> Reachable.PUBLIC;
          case ALLOW -> Reachable.ANYWHERE;
        });
  }

  private static ClientTls trusting(Path file, String origin) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(
          "the ca %s of %s cannot be read: name a file with certificates in PEM"
              .formatted(file, origin));
    }
    return switch (ClientTls.trusting(file)) {
      case ClientTls.Loading.Loaded(ClientTls tls) -> tls;
      case ClientTls.Loading.Refused(var _) ->
          throw new IOException(
              "the ca %s of %s has no certificate in PEM".formatted(file, origin));
    };
  }
}
