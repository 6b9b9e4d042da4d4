package dev.untorn.origin.proxy.reach;

import dev.untorn.config.ReachSettings;
import dev.untorn.config.ReachSettings.Forwarded;
import dev.untorn.config.ReachSettings.SentHost;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.cache.ForwardedFields;
import dev.untorn.origin.upstream.connect.Endpoint;
import dev.untorn.semantics.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the fields of requests to an origin say in place of their client's.
 *
 * @param usualHost the origin's own
 */
public record SentFields(
    String usualHost, SentHost host, Forwarded forwarded, Credentials credentials) {
  private static final String HTTP = "http";

  /** What says the same as no port at all, of a server that speaks HTTP. */
  private static final Pattern USUAL_PORT = Pattern.compile(":(?:80)?$");

  static SentFields of(Endpoint endpoint, ReachSettings settings, Credentials credentials) {
    return new SentFields(endpoint.authority(), settings.host(), settings.forwarded(), credentials);
  }

  /** Of a request whose answer may be stored, and thus be for other clients too. */
  public Fields ofFetch(RequestUrl request, Fields fields) {
    return withHost(request, credentials.in(fields));
  }

  /** Of any other. It may change something, so only its client authorizes it. */
  public Fields ofRelayed(OriginRequest request, Fields fields) {
    Fields told =
        switch (forwarded) {
          case NONE -> fields;
          case ADD ->
              ForwardedFields.withClient(
                  fields, request.clientAddress(), request.host(), request.scheme().orElse(HTTP));
        };
    return withHost(request, told);
  }

  private Fields withHost(RequestUrl request, Fields fields) {
    Fields others = fields.without("host"::equals);
    return switch (host) {
      case ORIGIN -> others;
      case CLIENT -> others.with("Host", hostOf(request));
    };
  }

  /** The key of a URL at the origin, so that no host gets what was fetched for another one. */
  public String key(String url, RequestUrl request) {
    return switch (host) {
      case ORIGIN -> url;
      case CLIENT -> url + " for " + hostOf(request); // No URL has a space.
    };
  }

  /** The host by which the origin is asked, if it is not that of its URL. */
  public Optional<String> otherHost(RequestUrl request) {
    return switch (host) {
      case ORIGIN -> Optional.empty();
      case CLIENT -> Optional.of(hostOf(request));
    };
  }

  /** Whether a URL says enough for its key. */
  public boolean areKnown(RequestUrl url) {
    return switch (host) {
      case ORIGIN -> true;
      case CLIENT -> !url.host().isEmpty();
    };
  }

  /** As it is sent and as it is in keys, so that no spelling of one gets what another one got. */
  private String hostOf(RequestUrl request) {
    return request.host().isEmpty()
        ? usualHost
        : USUAL_PORT.matcher(request.host().toLowerCase(Locale.ROOT)).replaceFirst("");
  }
}
