/**
 * Files as the kernel has them: descriptors, stat, opening beneath a root, leases, clones, page
 * cache.
 */
@NullMarked
package dev.untorn.linux.file;

import org.jspecify.annotations.NullMarked;
