package dev.untorn.origin.proxy.bucket;

import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.StreamBody;
import dev.untorn.origin.Target;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.Fields;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request for an object by its canonical path, with what matters for a bucket: no query, no body,
 * and of the fields those about caches. A client's Authorization is not for the bucket, so it makes
 * no response that client's own.
 */
record BucketRequest(OriginRequest request, String pathAndQuery, Fields fields)
    implements OriginRequest {
  private static final Set<String> KEPT =
      Set.of("cache-control", "if-range", "pragma", "range", "via");

  static BucketRequest of(OriginRequest request, String path) {
    return new BucketRequest(request, path, request.fields().without(name -> !KEPT.contains(name)));
  }

  @Override
  public Optional<String> scheme() {
    return request.scheme();
  }

  @Override
  public String host() {
    return request.host();
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String clientAddress() {
    return request.clientAddress();
  }

  @Override
  public Optional<StreamBody> body() {
    return Optional.empty();
  }

  @Override
  public Target target() {
    return request.target();
  }

  @Override
  public List<Coding> acceptable() {
    return request.acceptable();
  }

  @Override
  public boolean wantsPage() {
    return request.wantsPage();
  }
}
