/**
 * Serves files beneath a root directory. The kernel resolves all paths beneath the open root
 * (openat2), so nothing outside it is ever opened; cached resolutions are confirmed by stat alone.
 * Only the workers' threads block.
 */
@NullMarked
package dev.untorn.origin.directory;

import org.jspecify.annotations.NullMarked;
