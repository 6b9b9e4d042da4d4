package dev.untorn.config.key;

import static dev.untorn.config.key.ValueTypes.listOf;
import static dev.untorn.config.key.ValueTypes.oneOf;
import static dev.untorn.config.key.ValueTypes.orNone;
import static dev.untorn.config.key.ValueTypes.path;
import static dev.untorn.config.key.ValueTypes.size;
import static dev.untorn.config.key.ValueTypes.text;
import static dev.untorn.config.key.ValueTypes.whole;
import static dev.untorn.config.key.ValueTypes.wholeSeconds;

import dev.untorn.config.BucketSettings;
import dev.untorn.config.BucketSettings.Addressing;
import dev.untorn.config.BucketSettings.Folders;
import dev.untorn.config.BucketSettings.Signing;
import dev.untorn.config.Lifetime;
import dev.untorn.config.OriginSettings;
import dev.untorn.config.ProxySettings;
import dev.untorn.config.ProxySettings.Network;
import dev.untorn.config.ReachSettings;
import dev.untorn.config.ReachSettings.Forwarded;
import dev.untorn.config.ReachSettings.SentHost;
import dev.untorn.config.Redirecting;
import dev.untorn.config.Redirecting.PrivateAddresses;
import dev.untorn.config.RouteSettings;
import dev.untorn.config.RouteSettings.ClientNoStore;
import dev.untorn.config.RouteSettings.Cookies;
import dev.untorn.config.RouteSettings.Delivery;
import dev.untorn.config.RouteSettings.DigestFile;
import dev.untorn.config.RouteSettings.Unframed;
import dev.untorn.config.Size;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Section {@code proxy}: the origin whose objects are served in place of files. */
final class ProxyKeys {
  static final Section SECTION = new Section("proxy");

  /** Ten years, which a sum of a few times does not overflow. */
  private static final String LIFETIME_MAX = "3650d";

  /** Each key of a request's query is looked up among them. */
  private static final int QUERY_KEYS_MAX = 64;

  /** Far more than any origin grants to one address. */
  private static final int CONNECTIONS_MAX = 4_096;

  /** Each redirect is compared with all. */
  private static final int HOSTS_MAX = 64;

  /** As the upstream's client takes them. */
  private static final ValueType<String> REDIRECTED_HOST =
      text(
          "a host such as cdn.example or *.cdn.example, with :PORT if it is not the scheme's own",
          "(?i)(?:(?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])(?::\\d{1,5})?");

  private static final ValueType<String> QUERY_KEY =
      text("the name of a query key, such as utm_source", "[!-~&&[^&=#?]]+");

  private static final ValueType<Lifetime> LIFETIME = lifetime();

  private static final String REGION = "[A-Za-z0-9-]{1,32}";

  private static final String PROFILE = "[A-Za-z0-9_./%@:+-]{1,128}";

  static final Key<List<URI>> ORIGIN = SECTION.key("origin", OriginUrls.orNone(), "");
  static final Key<Path> CACHE = SECTION.key("cache", path(), "/var/cache/untorn");
  static final Key<Size> SIZE = SECTION.key("size", size("1MiB", "1024TiB"), "10GiB");
  static final Key<Network> NETWORK = SECTION.key("network", oneOf(Network.class), "online");
  static final Key<Duration> ABANDONED = SECTION.key("abandoned", wholeSeconds("1s", "365d"), "1m");
  static final Key<Optional<Path>> CA = SECTION.key("ca", orNone(path()), "");
  static final Key<Optional<Path>> CREDENTIALS = SECTION.key("credentials", orNone(path()), "");
  static final Key<Integer> CONNECTIONS =
      SECTION.key("connections", whole(1, CONNECTIONS_MAX), "64");
  static final Key<List<String>> REDIRECTS_TO =
      SECTION.key("redirects-to", listOf(REDIRECTED_HOST, HOSTS_MAX), "");
  static final Key<PrivateAddresses> PRIVATE_ADDRESSES =
      SECTION.key("private-addresses", oneOf(PrivateAddresses.class), "refuse");
  static final Key<SentHost> HOST = SECTION.key("host", oneOf(SentHost.class), "origin");
  static final Key<Forwarded> FORWARDED = SECTION.key("forwarded", oneOf(Forwarded.class), "none");
  static final Key<Optional<URI>> S3_ENDPOINT =
      SECTION.key("s3-endpoint", orNone(OriginUrls.ENDPOINT), "");
  static final Key<Optional<String>> S3_REGION =
      SECTION.key("s3-region", orNone(text("a region such as eu-central-1", REGION)), "");
  static final Key<Addressing> S3_ADDRESSING =
      SECTION.key("s3-addressing", oneOf(Addressing.class), "auto");
  static final Key<Optional<String>> S3_PROFILE =
      SECTION.key("s3-profile", orNone(text("the name of a profile", PROFILE)), "");
  static final Key<Signing> S3_SIGNING = SECTION.key("s3-signing", oneOf(Signing.class), "signed");
  static final Key<Folders> S3_FOLDERS = SECTION.key("s3-folders", oneOf(Folders.class), "list");
  static final Key<Lifetime> FRESH = SECTION.key("fresh", LIFETIME, "origin");
  static final Key<Duration> NEGATIVE = SECTION.key("negative", wholeSeconds("0s", "365d"), "30s");
  static final Key<Duration> STALE_IF_ERROR =
      SECTION.key("stale-if-error", wholeSeconds("0s", LIFETIME_MAX), "7d");
  static final Key<Cookies> COOKIES = SECTION.key("cookies", oneOf(Cookies.class), "refuse");
  static final Key<ClientNoStore> CLIENT_NO_STORE =
      SECTION.key("client-no-store", oneOf(ClientNoStore.class), "obey");
  static final Key<List<String>> IGNORED_QUERY =
      SECTION.key("ignored-query", listOf(QUERY_KEY, QUERY_KEYS_MAX), "");
  static final Key<Unframed> UNFRAMED = SECTION.key("unframed", oneOf(Unframed.class), "refuse");
  static final Key<Delivery> DELIVER = SECTION.key("deliver", oneOf(Delivery.class), "streaming");
  static final Key<DigestFile> DIGEST = SECTION.key("digest", oneOf(DigestFile.class), "none");

  private ProxyKeys() {}

  static ProxySettings settings(Values values, List<EntryValues> origins) {
    List<URI> urls = values.get(ORIGIN);
    ReachSettings usual = reach(values);
    return new ProxySettings(
        urls.isEmpty()
            ? origins.stream().map(each -> OriginKeys.origin(each, usual)).toList()
            : List.of(OriginSettings.ofAll(urls, usual)),
        values.get(CACHE),
        values.get(SIZE),
        values.get(NETWORK),
        values.get(ABANDONED),
        new RouteSettings(
            values.get(FRESH),
            values.get(NEGATIVE),
            values.get(STALE_IF_ERROR),
            values.get(COOKIES),
            values.get(CLIENT_NO_STORE),
            values.get(IGNORED_QUERY),
            values.get(UNFRAMED),
            values.get(DELIVER),
            values.get(DIGEST)));
  }

  private static ReachSettings reach(Values values) {
    return new ReachSettings(
        values.get(CA),
        values.get(CREDENTIALS),
        values.get(CONNECTIONS),
        new Redirecting(values.get(REDIRECTS_TO), values.get(PRIVATE_ADDRESSES)),
        values.get(HOST),
        values.get(FORWARDED),
        new BucketSettings(
            values.get(S3_ENDPOINT),
            values.get(S3_REGION),
            values.get(S3_ADDRESSING),
            values.get(S3_PROFILE),
            values.get(S3_SIGNING),
            values.get(S3_FOLDERS)));
  }

  private static ValueType<Lifetime> lifetime() {
    ValueType<Duration> time = wholeSeconds("0s", LIFETIME_MAX);
    return new ValueType<>(
        "origin, immutable, or " + time.allowed(),
        text ->
            switch (text) {
              case "origin" -> Optional.of(new Lifetime.OfOrigin());
              case "immutable" -> Optional.of(new Lifetime.Immutable());
              default -> time.ofText().apply(text).map(Lifetime.For::new);
            },
        value ->
            switch (value) {
              case Lifetime.OfOrigin() -> "origin";
              case Lifetime.Immutable() -> "immutable";
              case Lifetime.For(Duration some) -> time.toYaml().apply(some);
            });
  }
}
