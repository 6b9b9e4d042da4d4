/**
 * Runs the matrix ({@link dev.untorn.lab.run.LabPlan}): each cell has a writer, clients, a history
 * and a verdict, which needs {@link dev.untorn.lab.run.Evidence} of each kind.
 */
@NullMarked
package dev.untorn.lab.run;

import org.jspecify.annotations.NullMarked;
