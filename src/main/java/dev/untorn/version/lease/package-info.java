/**
 * Kernel leases: the kernel pauses any program that opens a leased file for writing. This package
 * watches for writers, copies what they are about to change, and releases the leases in time.
 */
@NullMarked
package dev.untorn.version.lease;

import org.jspecify.annotations.NullMarked;
