/** Which versions are current, replaced or pinned, and which of them goes first. */
@NullMarked
package dev.untorn.version.store;

import org.jspecify.annotations.NullMarked;
