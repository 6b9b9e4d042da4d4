package dev.untorn.origin;

import dev.untorn.semantics.Coding;
import java.util.List;

/**
 * A request, as far as an origin looks at it. For any thread; what else an origin's answers depend
 * on belongs here.
 */
public interface OriginRequest {
  Target target();

  /** Codings the client takes, the best first; empty means identity alone. */
  List<Coding> acceptable();

  /** Whether the client asks for HTML, so that a page for missing paths may answer. */
  boolean wantsPage();
}
