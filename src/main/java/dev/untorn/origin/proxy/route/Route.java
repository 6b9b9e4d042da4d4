package dev.untorn.origin.proxy.route;

import dev.untorn.config.Lifetime;
import dev.untorn.config.RouteSettings;
import dev.untorn.config.RouteSettings.ClientNoStore;
import dev.untorn.config.RouteSettings.Delivery;
import dev.untorn.config.RouteSettings.DigestFile;
import dev.untorn.config.RouteSettings.Unframed;
import dev.untorn.origin.cache.CacheRules;
import dev.untorn.origin.proxy.digest.Hash;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How requests to some paths are answered.
 *
 * @param sidecar by what a digest is made that stands beside each object
 */
public record Route(
    CacheRules rules,
    ClientNoStore clientNoStore,
    IgnoredQuery ignoredQuery,
    Unframed unframed,
    Delivery delivery,
    Optional<Hash> sidecar) {
  static Route of(RouteSettings settings) {
    CacheRules rules =
        new CacheRules(
            fresh(settings.fresh()),
            OptionalLong.of(settings.negative().toSeconds()),
            CacheRules.HEURISTIC_MAX_SECONDS,
            settings.staleIfError().toSeconds(),
            switch (settings.cookies()) {
              case REFUSE -> CacheRules.Cookies.REFUSED;
              case STORE -> CacheRules.Cookies.STORED;
            });
    return new Route(
        rules,
        settings.clientNoStore(),
        IgnoredQuery.of(settings.ignoredQuery()),
        settings.unframed(),
        settings.deliver(),
        sidecar(settings.digest()));
  }

  private static Optional<Hash> sidecar(DigestFile file) {
    return switch (file) {
      case NONE -> Optional.empty();
      case SHA1 -> Optional.of(Hash.SHA_1);
      case SHA256 -> Optional.of(Hash.SHA_256);
      case SHA512 -> Optional.of(Hash.SHA_512);
    };
  }

  private static CacheRules.Fresh fresh(Lifetime lifetime) {
    return switch (lifetime) {
      case Lifetime.OfOrigin() -> new CacheRules.Fresh.AsOriginSays();
      case Lifetime.For(Duration time) -> new CacheRules.Fresh.For(time.toSeconds());
      case Lifetime.Immutable() -> new CacheRules.Fresh.Immutable();
    };
  }
}
