package dev.untorn.config;

import dev.untorn.config.RouteSettings.ClientNoStore;
import dev.untorn.config.RouteSettings.Cookies;
import dev.untorn.config.RouteSettings.Delivery;
import dev.untorn.config.RouteSettings.DigestFile;
import dev.untorn.config.RouteSettings.Unframed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The part of a rule that is about a proxy's objects; empty ones are taken from {@code proxy}. */
public record RouteRule(
    Optional<Lifetime> fresh,
    Optional<Duration> negative,
    Optional<Duration> staleIfError,
    Optional<Cookies> cookies,
    Optional<ClientNoStore> clientNoStore,
    Optional<List<String>> ignoredQuery,
    Optional<Unframed> unframed,
    Optional<Delivery> deliver,
    Optional<DigestFile> digest) {
  public static final RouteRule NONE =
      new RouteRule(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** What holds where this rule does. */
  public RouteSettings over(RouteSettings usual) {
    return new RouteSettings(
        fresh.orElse(usual.fresh()),
        negative.orElse(usual.negative()),
        staleIfError.orElse(usual.staleIfError()),
        cookies.orElse(usual.cookies()),
        clientNoStore.orElse(usual.clientNoStore()),
        ignoredQuery.orElse(usual.ignoredQuery()),
        unframed.orElse(usual.unframed()),
        deliver.orElse(usual.deliver()),
        digest.orElse(usual.digest()));
  }
}
