package dev.untorn.origin;

import dev.untorn.semantics.Coding;
import dev.untorn.semantics.Fields;
import java.util.List;
import java.util.Optional;

/** The part of a request that an origin's answers depend on. For any thread. */
public interface OriginRequest extends RequestUrl {
  /** As sent: methods are case-sensitive (RFC 9110, 9.1). */
  String method();

  /** The IP address it comes from; empty if there is none, or if it is not known yet. */
  String clientAddress();

  /** The header fields, as sent. */
  Fields fields();

  /**
   * The body while it is received, without its framing; empty also unless the origin {@link
   * Origin#relays relays}. For the event loop that resolves the request. Its client is read only as
   * the body is; what is not read ends with the response.
   */
  Optional<StreamBody> body();

  /** The path as a file's; only for origins that do not {@link Origin#relays relay}. */
  Target target();

  /** Codings the client accepts, the best first; empty means identity alone. */
  List<Coding> acceptable();

  /** Whether the client prefers HTML: it may get the SPA's page for missing paths. */
  boolean wantsPage();
}
