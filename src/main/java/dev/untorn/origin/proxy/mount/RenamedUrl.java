package dev.untorn.origin.proxy.mount;

import dev.untorn.origin.RequestUrl;
import java.util.Optional;

/** A URL with another path and query. */
public record RenamedUrl(RequestUrl url, String pathAndQuery) implements RequestUrl {
  @Override
  public Optional<String> scheme() {
    return url.scheme();
  }

  @Override
  public String host() {
    return url.host();
  }
}
