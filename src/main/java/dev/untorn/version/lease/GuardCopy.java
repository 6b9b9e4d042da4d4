package dev.untorn.version.lease;

import dev.untorn.linux.file.LinuxFile;
import dev.untorn.version.StoreObserver;

/**
 * The copy that replaces a leased file, from offset {@code from} on. Staging memory is not {@code
 * lasting}: it is reused once {@link Guard#isStill} is false, so its pages must not be handed out.
 */
public record GuardCopy(
    LinuxFile file, boolean lasting, long from, StoreObserver.SealKind kind, Runnable free) {}
