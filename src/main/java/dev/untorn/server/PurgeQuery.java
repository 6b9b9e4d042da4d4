package dev.untorn.server;

import dev.untorn.origin.PurgeScope;
import dev.untorn.origin.RequestUrl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The query of a request that purges objects. */
final class PurgeQuery {
  private PurgeQuery() {}

  /**
   * What it names, by {@code path=}, {@code url=}, {@code prefix=} or {@code tag=}, of which all
   * that follows is the value; empty if nothing that can be understood.
   */
  static Optional<PurgeScope> parse(String query) {
    int end = query.indexOf('=');
    String value = query.substring(end + 1);
    return switch (query.substring(0, Math.max(0, end))) {
      case "path" -> PurgedUrl.ofPath(value).map(PurgeScope.One::new);
      case "url" -> PurgedUrl.ofUrl(value).map(PurgeScope.One::new);
      case "prefix" -> prefix(value).map(PurgeScope.Prefix::new);
      case "tag" -> tag(value).map(PurgeScope.Tag::new);
      default -> Optional.empty();
    };
  }

  private static Optional<RequestUrl> prefix(String value) {
    return PurgedUrl.ofPath(value).or(() -> PurgedUrl.ofUrl(value));
  }

  private static Optional<String> tag(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8).strip())
          .filter(name -> !name.isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
