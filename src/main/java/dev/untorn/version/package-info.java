/**
 * Immutable states of files. A {@link dev.untorn.version.Version} binds headers and bytes together,
 * so that those of two states cannot be mixed; the {@link dev.untorn.version.VersionStore} takes,
 * shares, bounds and frees them.
 *
 * <p>Of the rooms, {@code snapshot} takes versions of open files, {@code lease} keeps writers out
 * and copies what they are about to change, {@code space} holds the private copies, {@code store}
 * keeps what is current, replaced or pinned, and {@code digest} hashes. Only the store is for other
 * packages, and guards for those who send. Knows no path, no HTTP and no origin: names, identities
 * and freshness come with each source.
 */
@NullMarked
package dev.untorn.version;

import org.jspecify.annotations.NullMarked;
