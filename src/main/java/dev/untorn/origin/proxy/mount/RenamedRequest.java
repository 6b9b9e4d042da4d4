package dev.untorn.origin.proxy.mount;

import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.StreamBody;
import dev.untorn.origin.Target;
import dev.untorn.semantics.Coding;
import dev.untorn.semantics.Fields;
import java.util.List;
import java.util.Optional;

/** A request by an origin's own URL, as one by the proxy's, so that both get the same object. */
public record RenamedRequest(OriginRequest request, String pathAndQuery) implements OriginRequest {
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
  public Fields fields() {
    return request.fields();
  }

  @Override
  public Optional<StreamBody> body() {
    return request.body();
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
