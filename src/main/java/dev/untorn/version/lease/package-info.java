/**
 * Kernel leases: while a file is leased, the kernel pauses whoever opens it for writing, until the
 * lease is given back. Here is who holds one, who learns of writers and in time lets them go, and
 * the copies made for them meanwhile.
 */
@NullMarked
package dev.untorn.version.lease;

import org.jspecify.annotations.NullMarked;
