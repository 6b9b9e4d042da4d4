/** Kernel leases: who holds one, who breaks it, and the copies made while a writer waits. */
@NullMarked
package dev.untorn.version.lease;

import org.jspecify.annotations.NullMarked;
