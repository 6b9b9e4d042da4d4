/** Runs the matrix: for each cell a writer, its clients, a history and its judgement. */
@NullMarked
package dev.untorn.lab.run;

import org.jspecify.annotations.NullMarked;
