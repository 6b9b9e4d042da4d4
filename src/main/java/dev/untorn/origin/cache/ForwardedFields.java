package dev.untorn.origin.cache;

import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.ListElements;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields go on, to the origin and to the client (RFC 9110, 7.6; RFC 9111, 3.1 and 4). */
public final class ForwardedFields {
  /** For the next recipient alone. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          // Older software sends it in place of Connection (RFC 9110, 7.6.1).
          "proxy-connection",
          // For the proxy that asked for it (RFC 9111, 3.1).
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization");

  /**
   * A fill fetches the whole, whatever its first client asked for (RFC 9110, 13 and 14). And some
   * origins answer by fields that no key and mostly no Vary names, so that one client could choose
   * what others get.
   */
  private static final Set<String> OF_ONE_CLIENT =
      Set.of(
          "accept-encoding",
          "expect",
          "forwarded",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "range",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-prefix",
          "x-forwarded-proto",
          "x-forwarded-scheme",
          "x-forwarded-server",
          "x-host",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-original-url",
          "x-real-ip",
          "x-rewrite-url");

  private static final Field PLAIN_BYTES = new Field("Accept-Encoding", "identity");

  private static final String FOR = "X-Forwarded-For";

  /** What a request tells about its client. */
  private static final Set<String> TOLD =
      Set.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto");

  /** Told anew for each response. */
  private static final String AGE = "Age";

  private ForwardedFields() {}

  /** The fields without those of the connection, and without those that Connection lists. */
  public static Fields endToEnd(Fields fields) {
    Set<String> listed = listedByConnection(fields);
    return fields.without(name -> HOP_BY_HOP.contains(name) || listed.contains(name));
  }

  /**
   * The fields of a request whose response may be stored: without what makes it one client's, and
   * for the plain bytes, so that there is one version to keep. Vary selects by these fields.
   */
  public static Fields ofFill(Fields request) {
    Set<String> listed = listedByConnection(request);
    List<Field> fields = new ArrayList<>(request.lines().size() + 1);
    for (Field line : request) {
      String name = line.name().toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(name) && !OF_ONE_CLIENT.contains(name) && !listed.contains(name)) {
        fields.add(line);
      }
    }
    fields.add(PLAIN_BYTES);
    return Fields.of(fields);
  }

  private static Set<String> listedByConnection(Fields fields) {
    if (!fields.contains("Connection")) {
      return Set.of();
    }
    Set<String> listed = new HashSet<>();
    for (String name : ListElements.of(fields.all("Connection"))) {
      listed.add(name.toLowerCase(Locale.ROOT));
    }
    return listed;
  }

  /**
   * The fields of a request that no cache answers, with those by which most origins learn of its
   * client. What is in Forwarded (RFC 7239) could contradict them, so it does not go along.
   *
   * @param address goes behind those of proxies before this one; may be empty
   * @param host that the client asked; may be empty
   */
  public static Fields withClient(Fields fields, String address, String host, String scheme) {
    String before = fields.joined(FOR);
    Fields told = fields.without(TOLD::contains).with("X-Forwarded-Proto", scheme);
    if (!host.isEmpty()) {
      told = told.with("X-Forwarded-Host", host);
    }
    String path =
        Stream.of(before == null ? "" : before, address)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(", "));
    return path.isEmpty() ? told : told.with(FOR, path);
  }

  /** The fields of a stored response that answers (RFC 9111, 4): its Date stays, its Age is new. */
  public static Fields ofStored(StoredHead stored, long ageSeconds) {
    return stored
        .fields()
        .without(AGE.toLowerCase(Locale.ROOT)::equals)
        .with(AGE, Long.toString(ageSeconds));
  }

  /** These fields, with this proxy at the end of Via (RFC 9110, 7.6.3). */
  public static Fields withVia(Fields fields, String receivedVersion, String proxyName) {
    String own = receivedVersion + ' ' + proxyName;
    String before = fields.joined("Via");
    return fields.without("via"::equals).with("Via", before == null ? own : before + ", " + own);
  }
}
