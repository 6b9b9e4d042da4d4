package dev.untorn.origin;

import dev.untorn.semantics.Coding;
import java.util.List;

/** The part of a request that an origin's answers depend on. For any thread. */
public interface OriginRequest {
  Target target();

  /** Codings the client accepts, the best first; empty means identity alone. */
  List<Coding> acceptable();

  /** Whether the client prefers HTML: it may get the SPA's page for missing paths. */
  boolean wantsPage();
}
