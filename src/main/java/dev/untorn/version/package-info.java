/**
 * Immutable states of files. A {@link dev.untorn.version.Version} binds headers and bytes together,
 * so that those of two states cannot be mixed; the {@link dev.untorn.version.VersionStore} takes,
 * shares, bounds and frees versions. Knows no paths, no HTTP and no origins: names, identities and
 * freshness come with each source.
 */
@NullMarked
package dev.untorn.version;

import org.jspecify.annotations.NullMarked;
