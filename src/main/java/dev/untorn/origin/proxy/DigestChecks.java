package dev.untorn.origin.proxy;

import dev.untorn.origin.cache.StoredHead;
import dev.untorn.origin.cache.Validators;
import dev.untorn.origin.proxy.digest.DigestCheck;
import dev.untorn.origin.proxy.digest.Disproof.Claim;
import dev.untorn.origin.proxy.digest.NamedDigest;
import dev.untorn.origin.proxy.digest.Sidecar;
import dev.untorn.origin.upstream.UpstreamRequest;
import dev.untorn.origin.upstream.connect.BaseUrl;
import dev.untorn.semantics.Fields;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Finds what the upstream names of objects: digests in heads, and files beside them. */
record DigestChecks(Upstream upstream) {
  private static final int OK = 200;

  /** Of an object that is being fetched. */
  DigestCheck of(Miss miss, StoredHead head, OptionalLong lengthBytes, BaseUrl url) {
    return new DigestCheck(
        miss.key(),
        head.fields(),
        sidecar(miss, head, url),
        claim(head, lengthBytes),
        upstream.disproofs(),
        negativeMillis(miss));
  }

  /** Of one of which parts are stored: whether there is a file beside it is asked for again. */
  DigestCheck ofKept(Miss miss, StoredHead head, OptionalLong lengthBytes) {
    BaseUrl first = upstream.mount().first();
    Sidecar sidecar =
        head.source().name().equals(first.text()) ? sidecar(miss, head, first) : Sidecar.none();
    return new DigestCheck(
        miss.key(),
        head.fields(),
        sidecar,
        claim(head, lengthBytes),
        upstream.disproofs(),
        negativeMillis(miss));
  }

  /** Why an object is not to be fetched, once its head is there; empty if it is. */
  CompletionStage<Optional<String>> refusal(
      Miss miss, StoredHead head, OptionalLong lengthBytes, BaseUrl url) {
    return upstream
        .disproofs()
        .refusal(
            miss.key(),
            claim(head, lengthBytes),
            NamedDigest.of(head.fields()),
            () -> sidecar(miss, head, url),
            negativeMillis(miss));
  }

  private static Claim claim(StoredHead head, OptionalLong lengthBytes) {
    return new Claim(head.source().name(), Validators.of(head.ofSource()), lengthBytes);
  }

  private static long negativeMillis(Miss miss) {
    return TimeUnit.SECONDS.toMillis(miss.route().rules().negativeSeconds().orElse(0));
  }

  /**
   * The file that says the digest of an object, if its route has such files; from the URL that the
   * object comes from. It is about what is stored there, so it says nothing of errors and coded
   * bytes.
   */
  private Sidecar sidecar(Miss miss, StoredHead head, BaseUrl url) {
    if (head.status() != OK || head.fields().contains("Content-Encoding")) {
      return Sidecar.none();
    }
    return miss.route()
        .sidecar()
        .flatMap(hash ->
            hash.beside(upstream.below(miss.request()))
                .map(target -> {
                  Fields sent = upstream.sentFields().ofFetch(miss.request(), miss.sent());
                  return Sidecar.of(
                      hash,
                      url.endpoint() + url.target(target),
                      upstream.sendTo(url, UpstreamRequest.of("GET", target, sent)));
                }))
        .orElseGet(Sidecar::none);
  }
}
