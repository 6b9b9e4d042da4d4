package dev.untorn.warm;

import dev.untorn.text.Reason;
import dev.untorn.warm.ProxyAddress.Parsed;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Collects the URLs of lists and sitemaps, each of them once. Both may be compressed by gzip, and
 * are told apart by their first bytes. Not thread-safe.
 */
public final class UrlLists implements AutoCloseable {
  /** They are kept in memory, 200 bytes each or so. */
  private static final int URLS_MAX = 1_000_000;

  /** sitemaps.org allows 50 MiB, uncompressed. */
  private static final int SITEMAP_MAX_BYTES = 50 << 20;

  /**
   * More than what {@link #URLS_MAX} URLs need; gzip makes a thousand times as much of its bytes.
   */
  private static final long LIST_MAX_BYTES = 1L << 30;

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int OK = 200;

  private final ProxyAddress proxy;
  private final WarmConnection connection;
  private final Map<String, WarmUrl> urls = new LinkedHashMap<>();

  /** Sitemaps are fetched by way of the proxy, too. */
  public UrlLists(ProxyAddress proxy, Duration timeout) {
    this.proxy = proxy;
    this.connection = new WarmConnection(proxy, timeout);
  }

  /** All that were listed, in their order. */
  public List<WarmUrl> urls() {
    return List.copyOf(urls.values());
  }

  /** Why the proxy does not answer at all. */
  public Optional<String> unreachable() {
    WarmUrl any = new WarmUrl("/", proxy.authority(), "");
    return connection.ask("HEAD", any, WarmRequest.ONLY_IF_CACHED, 0, _ -> true)
            instanceof WarmReply.None(String reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  /** Adds a list or a sitemap; returns what is wrong with it, and what to do. */
  public Optional<String> add(String name, InputStream bytes) {
    return add(name, bytes, true);
  }

  /** Adds a sitemap, by its path or URL. */
  public Optional<String> addSitemap(String listed) {
    return switch (proxy.url(listed, "")) {
      case Parsed.Invalid<WarmUrl>(String reason) -> Optional.of(listed + ": " + reason);
      case Parsed.Valid<WarmUrl>(WarmUrl url) -> fetch(listed, url, true);
    };
  }

  private Optional<String> fetch(String name, WarmUrl url, boolean mayBeIndex) {
    return switch (connection.ask("GET", url, "", SITEMAP_MAX_BYTES + 1, _ -> true)) {
      case WarmReply.Whole(WarmReply.Head head, long _, String _) when head.status() != OK ->
          Optional.of("%s: the proxy answers %s".formatted(name, head.text()));
      case WarmReply.Whole(WarmReply.Head _, long _, String body) ->
          add(
              name,
              new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)),
              mayBeIndex);
      case WarmReply.Cut(long bytes) ->
          Optional.of("%s: it was cut after %d bytes".formatted(name, bytes));
      case WarmReply.None(String reason) -> Optional.of(name + ": " + reason);
      case WarmReply.Unread _ -> throw new IllegalStateException("all was wanted");
    };
  }

  private Optional<String> add(String name, InputStream bytes, boolean mayBeIndex) {
    try {
      InputStream plain = uncompressed(new BufferedInputStream(bytes));
      plain.mark(8);
      int first = plain.read();
      // Behind a byte order mark, there may be XML too.
      if (first == 0xef) {
        var _ = plain.readNBytes(2);
        plain.mark(1);
        first = plain.read();
      }
      plain.reset();
      return first == '<' ? addSitemap(name, plain, mayBeIndex) : addLines(name, plain);
    } catch (CharacterCodingException e) {
      return Optional.of(name + ": neither UTF-8 nor gzip: convert it");
    } catch (IOException e) {
      return Optional.of(name + ": " + Reason.of(e));
    }
  }

  private static InputStream uncompressed(InputStream bytes) throws IOException {
    bytes.mark(2);
    int magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    return magic == GZIP_MAGIC ? new BufferedInputStream(new GZIPInputStream(bytes)) : bytes;
  }

  private Optional<String> addLines(String name, InputStream plain) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new BoundedInput(plain, LIST_MAX_BYTES), StandardCharsets.UTF_8.newDecoder()));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String url = line.strip();
      if (!url.isEmpty() && !url.startsWith("#")) {
        Optional<String> problem = addUrl(url, name + ", line " + number);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> addSitemap(String name, InputStream plain, boolean mayBeIndex)
      throws IOException {
    return switch (Sitemap.read(new BoundedInput(plain, SITEMAP_MAX_BYTES))) {
      case Sitemap.Malformed(int line, String reason) ->
          Optional.of("%s, line %d: %s".formatted(name, line, reason));
      case Sitemap.Urls(List<Sitemap.Location> locations) -> addAll(name, locations);
      case Sitemap.Index(List<Sitemap.Location> locations) when mayBeIndex ->
          addSitemaps(name, locations);
      case Sitemap.Index _ ->
          Optional.of(name + ": an index that is named by an index: name the sitemaps themselves");
    };
  }

  private Optional<String> addAll(String name, List<Sitemap.Location> locations) {
    return locations.stream()
        .flatMap(each -> addUrl(each.url(), name + ", line " + each.line()).stream())
        .findFirst();
  }

  private Optional<String> addSitemaps(String name, List<Sitemap.Location> locations) {
    for (Sitemap.Location each : locations) {
      String place = name + ", line " + each.line();
      Optional<String> problem =
          switch (proxy.url(each.url(), place)) {
            case Parsed.Invalid<WarmUrl>(String reason) -> Optional.of(place + ": " + reason);
            case Parsed.Valid<WarmUrl>(WarmUrl url) -> fetch(each.url(), url, false);
          };
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<String> addUrl(String listed, String place) {
    return switch (proxy.url(listed, place)) {
      case Parsed.Invalid<WarmUrl>(String reason) ->
          Optional.of("%s: %s: %s".formatted(place, listed, reason));
      case Parsed.Valid<WarmUrl>(WarmUrl url) -> {
        var _ = urls.putIfAbsent(url.host() + " " + url.target(), url);
        yield urls.size() <= URLS_MAX
            ? Optional.empty()
            : Optional.of("%s: more than %d URLs: warm them in parts".formatted(place, URLS_MAX));
      }
    };
  }

  @Override
  public void close() {
    connection.close();
  }
}
