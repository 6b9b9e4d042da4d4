/**
 * Raw facts of a run: what the writer did ({@link dev.untorn.lab.history.Commit}) and what clients
 * got ({@link dev.untorn.lab.history.Observation}). No judgement.
 */
@NullMarked
package dev.untorn.lab.history;

import org.jspecify.annotations.NullMarked;
