/** The generator: connections on event loops of its own, that ask, time and check. */
@NullMarked
package dev.untorn.bench.load;

import org.jspecify.annotations.NullMarked;
