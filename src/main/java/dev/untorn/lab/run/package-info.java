/** Runs the matrix: each cell has a writer, clients, a history and a verdict. */
@NullMarked
package dev.untorn.lab.run;

import org.jspecify.annotations.NullMarked;
