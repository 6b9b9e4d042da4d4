/** The order of measurements: cases, rounds, servers; and what came of them. */
@NullMarked
package dev.untorn.bench.run;

import org.jspecify.annotations.NullMarked;
