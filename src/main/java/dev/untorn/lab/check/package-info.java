/** Judges a recorded history: pure functions from facts to verdicts. */
@NullMarked
package dev.untorn.lab.check;

import org.jspecify.annotations.NullMarked;
