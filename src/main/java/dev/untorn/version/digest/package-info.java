/** Digests of versions: computed once, off the event loop, from bytes that cannot change. */
@NullMarked
package dev.untorn.version.digest;

import org.jspecify.annotations.NullMarked;
