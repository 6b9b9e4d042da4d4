/** Clients that ask in the ways real ones do, and record only facts. */
@NullMarked
package dev.untorn.lab.load;

import org.jspecify.annotations.NullMarked;
