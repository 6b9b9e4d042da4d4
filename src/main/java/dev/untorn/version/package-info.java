/**
 * Immutable states of files. A {@link dev.untorn.version.Version} binds headers and bytes together,
 * so that those of two states cannot be mixed; the store takes, shares, bounds and frees them.
 */
@NullMarked
package dev.untorn.version;

import org.jspecify.annotations.NullMarked;
