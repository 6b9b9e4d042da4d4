/**
 * Serves files beneath a root directory: the kernel resolves all paths beneath it (openat2), and
 * cached resolutions are confirmed by stat alone. Only the workers' threads block.
 */
@NullMarked
package dev.untorn.origin.directory;

import org.jspecify.annotations.NullMarked;
