/**
 * Connections to upstreams: names, addresses, and what must be done before the first request. Knows
 * nothing of requests and pools.
 */
@NullMarked
package dev.untorn.origin.upstream.connect;

import org.jspecify.annotations.NullMarked;
