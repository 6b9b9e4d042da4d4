package dev.untorn.config.key;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Types of addresses of an origin. */
final class OriginUrls {
  /** A client may wait while each is tried. */
  static final int URLS_MAX = 8;

  private static final int PORT_MAX = 65_535;

  /** With or without a scheme: what stands before an at sign is never repeated. */
  private static final Pattern USER = Pattern.compile("^(?:[^/?#]*//)?[^/?#]*@");

  private static final ValueType<URI> ONE =
      new ValueType<>(
          "an address such as https://deb.example/debian, without user, query or fragment",
          text -> flaw(text).isEmpty() ? Optional.of(URI.create(text)) : Optional.empty(),
          _ -> Optional.empty(),
          URI::toString,
          OriginUrls::flaw);

  private OriginUrls() {}

  /** At least one. */
  static ValueType<List<URI>> some() {
    ValueType<List<URI>> list = ValueTypes.listOf(ONE, URLS_MAX);
    return new ValueType<>(
        ONE.allowed() + ", or a list of at most " + URLS_MAX,
        text -> list.ofText().apply(text).filter(urls -> !urls.isEmpty()),
        texts -> list.ofList().apply(texts).filter(urls -> !urls.isEmpty()),
        urls -> urls.size() == 1 ? ONE.toYaml().apply(urls.getFirst()) : list.toYaml().apply(urls),
        list.flaw());
  }

  /** Or none. */
  static ValueType<List<URI>> orNone() {
    ValueType<List<URI>> some = some();
    return new ValueType<>(
        some.allowed() + ", or nothing for none",
        text -> text.isEmpty() ? Optional.of(List.of()) : some.ofText().apply(text),
        texts -> texts.isEmpty() ? Optional.of(List.of()) : some.ofList().apply(texts),
        urls -> urls.isEmpty() ? "" : some.toYaml().apply(urls),
        some.flaw());
  }

  private static Optional<String> flaw(String text) {
    if (USER.matcher(text).find()) {
      return Optional.of(
          "a URL with a user or password: those belong into a file that credentials names");
    }
    try {
      return flaw(new URI(text)).map(what -> SafeText.quoted(text) + ", which has " + what);
    } catch (URISyntaxException e) {
      return Optional.of(
          SafeText.quoted(text) + ", which is no URL (" + SafeText.plain(e.getReason()) + ")");
    }
  }

  private static Optional<String> flaw(URI url) {
    String scheme = url.getScheme();
    Predicate<String> isHttp = name -> name.equals("http") || name.equals("https");
    if (scheme == null || !isHttp.test(scheme)) {
      return Optional.of(scheme == null ? "no scheme" : "another scheme than http and https");
    }
    if (!url.toString().chars().allMatch(c -> c < 0x7f)) {
      return Optional.of("letters beyond ASCII: write a name as xn--, and a path percent-encoded");
    }
    if (url.getHost() == null) {
      return Optional.of("no host, or none with a valid name, address or port");
    }
    if (url.getPort() == 0 || url.getPort() > PORT_MAX) {
      return Optional.of("no port from 1 to " + PORT_MAX);
    }
    if (url.getRawQuery() != null) {
      return Optional.of("a query");
    }
    return url.getRawFragment() == null ? Optional.empty() : Optional.of("a fragment");
  }
}
