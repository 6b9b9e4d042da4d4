package dev.untorn.origin;

import dev.untorn.semantics.Coding;
import dev.untorn.semantics.Fields;
import java.util.List;
import java.util.Optional;

/** A request that is another one, but for what its implementation says. */
public interface DerivedRequest extends OriginRequest {
  /** The other one. */
  OriginRequest request();

  @Override
  default Optional<String> scheme() {
    return request().scheme();
  }

  @Override
  default String host() {
    return request().host();
  }

  @Override
  default String method() {
    return request().method();
  }

  @Override
  default String clientAddress() {
    return request().clientAddress();
  }

  @Override
  default Fields fields() {
    return request().fields();
  }

  @Override
  default Optional<StreamBody> body() {
    return request().body();
  }

  @Override
  default Target target() {
    return request().target();
  }

  @Override
  default List<Coding> acceptable() {
    return request().acceptable();
  }

  @Override
  default boolean wantsPage() {
    return request().wantsPage();
  }
}
