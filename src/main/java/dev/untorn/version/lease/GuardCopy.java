package dev.untorn.version.lease;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.StoreObserver;

/**
 * What took a leased file's place.
 *
 * @param lasting whether it stays as it is; otherwise it is reused once {@link Guard#isStill}
 *     denies it, and its pages must not be handed out
 * @param from the first offset that it has
 * @param free gives everything back
 */
public record GuardCopy(
    LinuxFile file, boolean lasting, long from, StoreObserver.SealKind kind, Runnable free) {}
