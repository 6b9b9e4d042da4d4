/**
 * Judges a recorded history: pure functions from facts to verdicts. {@link
 * dev.untorn.lab.check.Judge} calls its checkers in order; {@link dev.untorn.lab.check.Oracle}
 * knows the file's state at each time. If a checker throws, the verdict is unknown, never a pass.
 */
@NullMarked
package dev.untorn.lab.check;

import org.jspecify.annotations.NullMarked;
