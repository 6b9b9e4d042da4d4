package dev.untorn.config.key;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Types of addresses of an origin. */
final class OriginUrls {
  /** A client may wait while each is tried. */
  static final int URLS_MAX = 8;

  private static final int PORT_MAX = 65_535;

  /** With or without a scheme: what stands before an at sign is never repeated. */
  private static final Pattern USER = Pattern.compile("^(?:[^/?#]*//)?[^/?#]*@");

  /** As all servers of S3 accept them for new buckets, and Amazon's for some old ones. */
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

  private static final Pattern DOT_SEGMENT = Pattern.compile("/(?:\\.|%2[eE]){1,2}(?:/|$)");

  private static final String S3 = "s3";

  /** The address of a server of S3. */
  static final ValueType<URI> ENDPOINT =
      url(
          "an address such as https://s3.example, without user, query or fragment",
          OriginUrls::httpFlaw);

  private static final ValueType<URI> ONE =
      url(
          "an address such as https://deb.example/debian or s3://bucket/prefix, without user, query"
              + " or fragment",
          url -> S3.equals(url.getScheme()) ? bucketFlaw(url) : httpFlaw(url));

  private OriginUrls() {}

  private static ValueType<URI> url(String allowed, Function<URI, Optional<String>> flaw) {
    return new ValueType<>(
        allowed,
        text -> flaw(text, flaw).isEmpty() ? Optional.of(URI.create(text)) : Optional.empty(),
        _ -> Optional.empty(),
        URI::toString,
        text -> flaw(text, flaw));
  }

  /** At least one; a bucket is alone. */
  static ValueType<List<URI>> some() {
    ValueType<List<URI>> list = ValueTypes.listOf(ONE, URLS_MAX);
    return new ValueType<>(
        ONE.allowed() + ", or a list of at most " + URLS_MAX + " without buckets",
        text -> list.ofText().apply(text).filter(OriginUrls::isOrigin),
        texts -> list.ofList().apply(texts).filter(OriginUrls::isOrigin),
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

  private static boolean isOrigin(List<URI> urls) {
    return urls.size() == 1
        || (!urls.isEmpty() && urls.stream().noneMatch(url -> S3.equals(url.getScheme())));
  }

  private static Optional<String> flaw(String text, Function<URI, Optional<String>> flaw) {
    if (USER.matcher(text).find()) {
      return Optional.of(
          "a URL with a user or password: those belong into a file that credentials names");
    }
    try {
      return flaw.apply(new URI(text)).map(what -> SafeText.quoted(text) + ", which has " + what);
    } catch (URISyntaxException e) {
      return Optional.of(
          SafeText.quoted(text) + ", which is no URL (" + SafeText.plain(e.getReason()) + ")");
    }
  }

  private static Optional<String> bucketFlaw(URI url) {
    if (url.getRawAuthority() == null || !BUCKET.matcher(url.getRawAuthority()).matches()) {
      return Optional.of("no bucket, or none with a valid name");
    }
    if (DOT_SEGMENT.matcher(url.getRawPath()).find()) {
      return Optional.of("a name . or .. in its path");
    }
    return behindPath(url);
  }

  private static Optional<String> httpFlaw(URI url) {
    String scheme = url.getScheme();
    Predicate<String> isHttp = name -> name.equals("http") || name.equals("https");
    if (scheme == null || !isHttp.test(scheme)) {
      return Optional.of(scheme == null ? "no scheme" : "another scheme than http, https and s3");
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
    return behindPath(url);
  }

  private static Optional<String> behindPath(URI url) {
    if (url.getRawQuery() != null) {
      return Optional.of("a query");
    }
    return url.getRawFragment() == null ? Optional.empty() : Optional.of("a fragment");
  }
}
