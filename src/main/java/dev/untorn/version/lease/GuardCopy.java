package dev.untorn.version.lease;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.StoreObserver;

/**
 * The copy that replaces a leased file.
 *
 * @param lasting false for staging memory: it is reused once {@link Guard#isStill} is false, so its
 *     pages must not be handed out
 * @param from the first offset that it has
 * @param free releases its resources
 */
public record GuardCopy(
    LinuxFile file, boolean lasting, long from, StoreObserver.SealKind kind, Runnable free) {}
