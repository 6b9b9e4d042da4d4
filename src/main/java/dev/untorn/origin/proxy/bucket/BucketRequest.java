package dev.untorn.origin.proxy.bucket;

import dev.untorn.origin.DerivedRequest;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.StreamBody;
import dev.untorn.semantics.Fields;
import java.util.Optional;
import java.util.Set;

/**
 * A request for an object by its canonical path, with what matters for a bucket: no query, no body,
 * and of the fields those about caches. A client's Authorization is not for the bucket, so it makes
 * no response that client's own.
 */
record BucketRequest(OriginRequest request, String pathAndQuery, Fields fields)
    implements DerivedRequest {
  private static final Set<String> KEPT =
      Set.of("cache-control", "if-range", "pragma", "range", "via");

  static BucketRequest of(OriginRequest request, String path) {
    return new BucketRequest(request, path, request.fields().without(name -> !KEPT.contains(name)));
  }

  @Override
  public Optional<StreamBody> body() {
    return Optional.empty();
  }
}
