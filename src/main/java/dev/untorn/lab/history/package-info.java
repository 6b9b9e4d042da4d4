/**
 * The facts of a run: the writer's changes ({@link dev.untorn.lab.history.Commit}) and the clients'
 * exchanges ({@link dev.untorn.lab.history.Observation}). No verdicts.
 */
@NullMarked
package dev.untorn.lab.history;

import org.jspecify.annotations.NullMarked;
