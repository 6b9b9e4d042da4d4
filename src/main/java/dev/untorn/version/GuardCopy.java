package dev.untorn.version;

import dev.untorn.linux.LinuxFile;

/**
 * What took a leased file's place.
 *
 * @param from the first offset that it has; the version is whole if 0
 * @param free gives everything back
 */
public record GuardCopy(LinuxFile file, long from, StoreObserver.SealKind kind, Runnable free) {}
