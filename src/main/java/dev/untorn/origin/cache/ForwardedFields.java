package dev.untorn.origin.cache;

import dev.untorn.semantics.Field;
import dev.untorn.semantics.Fields;
import dev.untorn.semantics.HttpDates;
import dev.untorn.semantics.ListElements;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
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
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "range",
          "x-http-method",
          "x-http-method-override",
          "x-method-override");

  /** What a request tells about who sent it, and for which URL. */
  private static final Set<String> OF_SENDER =
      Set.of(
          "client-ip",
          "forwarded",
          "front-end-https",
          "true-client-ip",
          "x-client-ip",
          "x-host",
          "x-http-host-override",
          "x-real-ip");

  /** Likewise, as proxies do. */
  private static final List<String> OF_PROXIES =
      List.of("x-forwarded-", "x-original-", "x-rewrite-");

  private static final Field PLAIN_BYTES = new Field("Accept-Encoding", "identity");

  private static final String FOR = "X-Forwarded-For";

  /** Told anew for each response. */
  private static final String AGE = "Age";

  private static final String MAX_FORWARDS = "Max-Forwards";

  private static final Pattern NO_STORE = Pattern.compile("(?i)no-store(?:\\s*=.*)?");

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
      if (!HOP_BY_HOP.contains(name) && !listed.contains(name) && !isOfOneClient(name)) {
        fields.add(line);
      }
    }
    fields.add(PLAIN_BYTES);
    return Fields.of(fields);
  }

  private static boolean isOfOneClient(String lowerCaseName) {
    return OF_ONE_CLIENT.contains(plain(lowerCaseName)) || isOfSender(lowerCaseName);
  }

  private static boolean isOfSender(String lowerCaseName) {
    String name = plain(lowerCaseName);
    return OF_SENDER.contains(name) || OF_PROXIES.stream().anyMatch(name::startsWith);
  }

  /** For programs behind a gateway each of these is the same (RFC 3875, 4.1.18): - _ . */
  private static String plain(String lowerCaseName) {
    return lowerCaseName.replace('_', '-').replace('.', '-');
  }

  /**
   * The fields of a request that no cache answers: end-to-end, and of OPTIONS one proxy less may
   * send it on (RFC 9110, 7.6.2).
   */
  public static Fields ofRelayed(String method, Fields request) {
    Fields fields = endToEnd(request);
    String left = method.equals("OPTIONS") ? fields.single(MAX_FORWARDS) : null;
    OptionalLong hops = left == null ? OptionalLong.empty() : Directives.parseSeconds(left);
    return hops.isEmpty()
        ? fields
        : fields
            .without(MAX_FORWARDS.toLowerCase(Locale.ROOT)::equals)
            .with(MAX_FORWARDS, Long.toString(Math.max(0, hops.getAsLong() - 1)));
  }

  /** The fields of a request as if its client had not said no-store (RFC 9111, 5.2.1.5). */
  public static Fields allowingToStore(Fields request) {
    if (!RequestDirectives.of(request).noStore()) {
      return request;
    }
    Fields others = request.without("cache-control"::equals);
    String kept =
        ListElements.of(request.all("Cache-Control")).stream()
            .filter(directive -> !NO_STORE.matcher(directive).matches())
            .collect(Collectors.joining(", "));
    return kept.isEmpty() ? others : others.with("Cache-Control", kept);
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
   * client. Others about it, such as Forwarded (RFC 7239), could contradict them, and are left out.
   *
   * @param address goes behind those of proxies before this one; may be empty
   * @param host that the client asked; may be empty
   */
  public static Fields withClient(Fields fields, String address, String host, String scheme) {
    String before = fields.joined(FOR);
    Fields told = fields.without(ForwardedFields::isOfSender).with("X-Forwarded-Proto", scheme);
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

  /** The fields of a response that goes on: end-to-end, with a Date (RFC 9110, 6.6.1). */
  public static Fields ofResponse(Fields received, long responseSeconds) {
    Fields fields = endToEnd(received);
    return fields.contains("Date")
        ? fields
        : fields.with("Date", HttpDates.format(responseSeconds));
  }

  /** These fields, with this proxy at the end of Via (RFC 9110, 7.6.3). */
  public static Fields withVia(Fields fields, String receivedVersion, String proxyName) {
    String own = receivedVersion + ' ' + proxyName;
    String before = fields.joined("Via");
    return fields.without("via"::equals).with("Via", before == null ? own : before + ", " + own);
  }
}
