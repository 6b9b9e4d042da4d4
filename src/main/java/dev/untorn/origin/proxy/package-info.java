/**
 * HTTP origins behind a cache: every object that is stored was sent whole by its upstream.
 *
 * <pre>
 * ProxyOrigin        the entrance: which origin has a request
 * CachedOrigin       one origin; what is known to be fresh is confirmed on the event loop
 * CachedExchange     one GET or HEAD: find, reuse, validate or fetch
 * Follower           the same where others ask the origin already
 * RelayedExchange    one request that no cache answers
 * Fetcher            what is not stored: into the store, or past it
 * Answers            resolutions of stored objects, of fills, and of what passes
 * </pre>
 *
 * <p>Requests to the upstream and its bodies run on event loops; the store's files on workers.
 */
@NullMarked
package dev.untorn.origin.proxy;

import org.jspecify.annotations.NullMarked;
