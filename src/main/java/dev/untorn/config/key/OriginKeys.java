package dev.untorn.config.key;

import dev.untorn.config.BucketSettings;
import dev.untorn.config.OriginSettings;
import dev.untorn.config.ReachSettings;
import dev.untorn.config.Redirecting;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Section {@code origins}: a list, only in the file. */
public final class OriginKeys {
  public static final String SECTION = "origins";

  /** Each is compared with a request's path; and each has its own connections. */
  public static final int ORIGINS_MAX = 100;

  /** Far more than one origin has names. */
  private static final int HOSTS_MAX = 64;

  /** Without dots and empty names, which clients and origins resolve in different ways. */
  private static final Pattern CLEAN =
      Pattern.compile("/|(?:/(?!\\.\\.?(?:/|$))(?:[!$&-.0-;=@-Z_a-z~]|%[0-9A-Fa-f]{2})+)+/?");

  private static final ValueType<String> PATH_TYPE =
      new ValueType<>(
          "a path such as /debian, without // . .. and query, percent-encoded as clients send it",
          text -> Optional.of(text).filter(CLEAN.asMatchPredicate()).map(OriginKeys::withoutSlash),
          path -> path);

  public static final Key<List<URI>> URL = new Key<>(SECTION, "url", OriginUrls.some(), List.of());
  public static final Key<String> PATH = new Key<>(SECTION, "path", PATH_TYPE, "/");
  public static final Key<List<String>> HOSTS =
      new Key<>(SECTION, "hosts", HostNames.some(HOSTS_MAX), List.of());

  public static final List<Key<?>> ALL =
      List.of(
          PATH,
          HOSTS,
          URL,
          ProxyKeys.CA,
          ProxyKeys.CREDENTIALS,
          ProxyKeys.CONNECTIONS,
          ProxyKeys.REDIRECTS_TO,
          ProxyKeys.PRIVATE_ADDRESSES,
          ProxyKeys.HOST,
          ProxyKeys.FORWARDED,
          ProxyKeys.S3_ENDPOINT,
          ProxyKeys.S3_REGION,
          ProxyKeys.S3_ADDRESSING,
          ProxyKeys.S3_PROFILE,
          ProxyKeys.S3_SIGNING,
          ProxyKeys.S3_FOLDERS);

  private OriginKeys() {}

  /** An origin, with the usual settings where it has none of its own. */
  static OriginSettings origin(EntryValues entry, ReachSettings usual) {
    return new OriginSettings(
        entry.get(HOSTS).orElse(HOSTS.defaultValue()),
        entry.get(PATH).orElse(PATH.defaultValue()),
        entry.get(URL).orElse(URL.defaultValue()),
        new ReachSettings(
            entry.get(ProxyKeys.CA).orElse(usual.ca()),
            entry.get(ProxyKeys.CREDENTIALS).orElse(usual.credentials()),
            entry.get(ProxyKeys.CONNECTIONS).orElse(usual.connections()),
            new Redirecting(
                entry.get(ProxyKeys.REDIRECTS_TO).orElse(usual.redirecting().hosts()),
                entry
                    .get(ProxyKeys.PRIVATE_ADDRESSES)
                    .orElse(usual.redirecting().privateAddresses())),
            entry.get(ProxyKeys.HOST).orElse(usual.host()),
            entry.get(ProxyKeys.FORWARDED).orElse(usual.forwarded()),
            bucket(entry, usual.bucket())));
  }

  private static BucketSettings bucket(EntryValues entry, BucketSettings usual) {
    return new BucketSettings(
        entry.get(ProxyKeys.S3_ENDPOINT).orElse(usual.endpoint()),
        entry.get(ProxyKeys.S3_REGION).orElse(usual.region()),
        entry.get(ProxyKeys.S3_ADDRESSING).orElse(usual.addressing()),
        entry.get(ProxyKeys.S3_PROFILE).orElse(usual.profile()),
        entry.get(ProxyKeys.S3_SIGNING).orElse(usual.signing()),
        entry.get(ProxyKeys.S3_FOLDERS).orElse(usual.folders()));
  }

  /** An origin in YAML. */
  public static Map<String, Object> plain(EntryValues entry) {
    return entry.plain(ALL);
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
