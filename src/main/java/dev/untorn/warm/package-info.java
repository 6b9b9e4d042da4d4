/**
 * Warms the cache of a proxy that runs: requests what a list or a sitemap names, as any client
 * would, and tells by {@code Cache-Status} (RFC 9211) what came of it.
 */
@NullMarked
package dev.untorn.warm;

import org.jspecify.annotations.NullMarked;
