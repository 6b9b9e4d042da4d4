package dev.untorn.config.load;

import dev.untorn.config.OriginSettings;
import dev.untorn.config.ReachSettings;
import dev.untorn.config.key.ConfigProblem;
import dev.untorn.config.key.OriginKeys;
import dev.untorn.config.key.Provenance;
import dev.untorn.config.key.Setting;
import dev.untorn.config.load.LoadResult.PlacedOrigin;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds origins that are in each other's way: for the same requests, or for the same objects. */
final class OriginScope {
  private static final String SHORT_FORM = "proxy.origin";

  private OriginScope() {}

  /** Of origins in the order of their places. */
  static List<ConfigProblem> problems(
      List<Setting<?>> settings, List<OriginSettings> origins, List<PlacedOrigin> places) {
    if (places.isEmpty()) {
      return List.of();
    }
    Optional<ConfigProblem> both = both(settings, places.getFirst());
    if (both.isPresent()) {
      return List.of(both.get());
    }
    List<ConfigProblem> problems = new ArrayList<>();
    for (int later = 1; later < origins.size(); later++) {
      Provenance place = places.get(later).provenance();
      for (int i = 0; i < later; i++) {
        String first = places.get(i).provenance().shown();
        clash(origins.get(i), origins.get(later), first)
            .map(what -> ConfigProblem.at(place, OriginKeys.SECTION, what))
            .ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<ConfigProblem> both(List<Setting<?>> settings, PlacedOrigin first) {
    return settings.stream()
        .filter(setting -> setting.key().fullName().equals(SHORT_FORM))
        .filter(setting -> !setting.plain().equals(""))
        .map(setting ->
            ConfigProblem.at(
                setting.provenance(),
                SHORT_FORM,
                "one origin for all URLs, and there are origins (%s): move it there, or remove one"
                    .formatted(first.provenance().shown())))
        .findFirst();
  }

  private static Optional<String> clash(OriginSettings one, OriginSettings other, String place) {
    return sameRequests(one, other, place).or(() -> sameObjects(one, other, place));
  }

  private static Optional<String> sameRequests(
      OriginSettings one, OriginSettings other, String place) {
    Optional<String> host = one.hosts().stream().filter(other.hosts()::contains).findFirst();
    boolean share = host.isPresent() || (one.hosts().isEmpty() && other.hosts().isEmpty());
    return share && one.path().equals(other.path())
        ? Optional.of(
            "requests for %s%s have an origin already (%s)"
                .formatted(
                    host.map(name -> "host " + name + ", path ").orElse("path "),
                    one.path(),
                    place))
        : Optional.empty();
  }

  /**
   * Objects are kept by their URL at the origin. If two origins have some in common, who may ask
   * the one would get what was fetched with the other one's credentials, or from a host that only
   * the other one trusts.
   */
  private static Optional<String> sameObjects(
      OriginSettings one, OriginSettings other, String place) {
    ReachSettings reach = one.reach();
    boolean alike =
        reach.ca().equals(other.reach().ca())
            && reach.credentials().equals(other.reach().credentials())
            && reach.bucket().profile().equals(other.reach().bucket().profile())
            && reach.bucket().signing() == other.reach().bucket().signing();
    boolean told = !reach.host().equals(other.reach().host()); // The keys differ.
    return alike || told || !overlap(one, other) || isWithin(one, other) || isWithin(other, one)
        ? Optional.empty()
        : Optional.of(
            "its objects are also those of another origin (%s), which has other credentials or"
                    .formatted(place)
                + " another ca");
  }

  private static boolean overlap(OriginSettings one, OriginSettings other) {
    return rest(top(one), top(other)).or(() -> rest(top(other), top(one))).isPresent();
  }

  /** Whether the inner one's URLs are never the outer one's, because both have the same tree. */
  private static boolean isWithin(OriginSettings inner, OriginSettings outer) {
    Optional<String> below = rest(path(inner), path(outer));
    return Set.copyOf(inner.hosts()).equals(Set.copyOf(outer.hosts()))
        && below.isPresent()
        && below.equals(rest(top(inner), top(outer)));
  }

  /** What a path has behind another one that it is at or below. */
  private static Optional<String> rest(String path, String top) {
    return path.startsWith(top)
            && (path.length() == top.length() || path.startsWith("/", top.length()))
        ? Optional.of(path.substring(top.length()))
        : Optional.empty();
  }

  private static String path(OriginSettings origin) {
    return withoutSlash(origin.path());
  }

  /** By what its objects' keys begin. */
  private static String top(OriginSettings origin) {
    URI url = origin.urls().getFirst().normalize();
    if (url.getScheme().equals("s3")) {
      String server = origin.reach().bucket().endpoint().map(URI::toString).orElse("");
      return "s3://%s/%s%s"
          .formatted(server, url.getRawAuthority(), withoutSlash(url.getRawPath()));
    }
    int usual = url.getScheme().equals("https") ? 443 : 80;
    return "%s://%s:%d%s"
        .formatted(
            url.getScheme(),
            url.getHost().toLowerCase(Locale.ROOT),
            url.getPort() < 0 ? usual : url.getPort(),
            withoutSlash(url.getRawPath()));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
