/** Judges a history afterwards: pure functions from facts to verdicts. */
@NullMarked
package dev.untorn.lab.check;

import org.jspecify.annotations.NullMarked;
