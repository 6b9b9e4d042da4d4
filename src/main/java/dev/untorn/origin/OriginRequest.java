package dev.untorn.origin;

import dev.untorn.semantics.Coding;
import dev.untorn.semantics.Fields;
import java.nio.ByteBuffer;
import java.util.List;

/** The part of a request that an origin's answers depend on. For any thread. */
public interface OriginRequest {
  /** As sent: methods are case-sensitive (RFC 9110, 9.1). */
  String method();

  /** The path, still percent-encoded, and the query with its question mark, if any. */
  String pathAndQuery();

  /** The header fields, as sent. */
  Fields fields();

  /** The body, without its framing; empty unless the origin {@link Origin#relays relays}. */
  ByteBuffer body();

  /** The path as a file's; only for origins that do not {@link Origin#relays relay}. */
  Target target();

  /** Codings the client accepts, the best first; empty means identity alone. */
  List<Coding> acceptable();

  /** Whether the client prefers HTML: it may get the SPA's page for missing paths. */
  boolean wantsPage();
}
