package dev.untorn.version.lease;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.StoreObserver;

/**
 * What took a leased file's place.
 *
 * @param lasting whether nobody changes the file; otherwise it is used for others once {@link
 *     Guard#isStill} denies it, and its pages are not to be handed out
 * @param from the first offset that it has; the version is whole if 0
 * @param free gives everything back
 */
public record GuardCopy(
    LinuxFile file, boolean lasting, long from, StoreObserver.SealKind kind, Runnable free) {}
