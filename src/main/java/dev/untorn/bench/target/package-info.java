/** The servers to measure, running ones or Untorn started for it, and their processes. */
@NullMarked
package dev.untorn.bench.target;

import org.jspecify.annotations.NullMarked;
