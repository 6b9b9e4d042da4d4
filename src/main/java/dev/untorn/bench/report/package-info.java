/** The results of a run, for people and for programs. */
@NullMarked
package dev.untorn.bench.report;

import org.jspecify.annotations.NullMarked;
