package dev.untorn.origin.proxy.mount;

import dev.untorn.origin.CachedResolution;
import dev.untorn.origin.OriginRequest;
import dev.untorn.origin.Purge;
import dev.untorn.origin.RequestUrl;
import dev.untorn.origin.Resolution;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One origin of a proxy. Thread-safe. */
public interface MountedOrigin {
  /** What is known to be fresh; never blocks. */
  @Nullable CachedResolution fresh(OriginRequest request);

  CompletionStage<Resolution> resolve(OriginRequest request);

  /** As {@link #resolve}, for a client that knows only the proxy's own URLs. */
  CompletionStage<Resolution> resolveHere(OriginRequest request);

  /** Of a URL with the path and query in the proxy's URLs. */
  CompletionStage<Purge> purge(RequestUrl url);

  /** Of all URLs that begin as this one. */
  CompletionStage<Purge> purgeBelow(RequestUrl url);
}
