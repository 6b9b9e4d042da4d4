/**
 * Files beneath a root directory. All paths are resolved by the kernel beneath the open root
 * (openat2), so nothing outside it is ever opened; what was found is remembered, and confirmed by
 * stat alone. Blocks only on the workers' threads.
 */
@NullMarked
package dev.untorn.origin.directory;

import org.jspecify.annotations.NullMarked;
