/**
 * Runs the matrix: for each cell a writer and its clients, a recorded history, and its judgement.
 * {@link dev.untorn.lab.run.LabPlan} says which cells, {@link dev.untorn.lab.run.IntegrityLab} runs
 * them, and a verdict needs {@link dev.untorn.lab.run.Evidence} of each kind.
 */
@NullMarked
package dev.untorn.lab.run;

import org.jspecify.annotations.NullMarked;
