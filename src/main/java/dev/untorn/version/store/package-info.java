/**
 * Which versions are current, replaced or pinned, which of them goes first, and who joins whom in
 * taking a new one.
 */
@NullMarked
package dev.untorn.version.store;

import org.jspecify.annotations.NullMarked;
