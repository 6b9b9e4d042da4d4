/**
 * Judges a recorded history: pure functions from facts to verdicts. {@link
 * dev.untorn.lab.check.Judge} asks its checkers in turn; {@link dev.untorn.lab.check.Oracle} knows
 * what the file was when. A checker that fails makes a response unknown, never a pass.
 */
@NullMarked
package dev.untorn.lab.check;

import org.jspecify.annotations.NullMarked;
