/**
 * Digests of versions: computed off the event loop, once, from bytes that cannot change, and kept
 * with the version.
 */
@NullMarked
package dev.untorn.version.digest;

import org.jspecify.annotations.NullMarked;
