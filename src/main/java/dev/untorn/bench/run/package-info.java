/** Orders the measurements in cases, rounds and servers, and holds their results. */
@NullMarked
package dev.untorn.bench.run;

import org.jspecify.annotations.NullMarked;
