/**
 * Kernel leases: while a file is leased, the kernel pauses any program that opens it for writing,
 * until the lease is released. This package holds the leases, detects writers, copies what they are
 * about to change, and releases them in time.
 */
@NullMarked
package dev.untorn.version.lease;

import org.jspecify.annotations.NullMarked;
