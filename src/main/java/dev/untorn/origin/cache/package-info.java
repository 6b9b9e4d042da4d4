/**
 * What a shared cache may store and reuse (RFC 9111), as pure functions: no files, no sockets, no
 * clock. Times are arguments; what the operator says about a route is an argument ({@link
 * dev.untorn.origin.cache.CacheRules}).
 *
 * <p>In the order of a request:
 *
 * <pre>
 * ForwardedFields.ofFill(client fields)            what the origin is asked with
 * Vary.By(names).select(those)                     which of a target's stored responses it is for
 * Expiration.of(StoredHead, rules)                 once per stored response; kept beside it
 * Reuse.decide(expiration, client fields, now)     Fresh, Stale, StaleWhileRevalidating, Validate…
 * Reuse.decideMiss(client fields)                  Fetch, GatewayTimeout
 * Expiration.conditions()                          goes along, to its source alone, for Validate
 * Validation.answered, Validation.failed           Freshened, Replaced, StaleOnFailure…
 * RedirectedFields.of(ReceivedHead)                what came by redirects, as of the URL asked for
 * Storable.decide(ReceivedHead, rules)             Store(StoredHead), Refuse(reason)
 * PartRequest.joiningTag, rest, answered           whether the rest of a broken fill may be joined
 * ForwardedFields.ofStored, withVia, CacheStatus   what the client is told
 * Invalidation.targets                             after a method that changes something
 * </pre>
 *
 * <p>All values are immutable. Where a field is malformed, the reading is taken that serves less
 * from the cache: its cost is a request to the origin, never a wrong response.
 */
@NullMarked
package dev.untorn.origin.cache;

import org.jspecify.annotations.NullMarked;
