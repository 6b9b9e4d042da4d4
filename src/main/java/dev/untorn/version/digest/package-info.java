/** Digests of versions, computed once and remembered with them. */
@NullMarked
package dev.untorn.version.digest;

import org.jspecify.annotations.NullMarked;
