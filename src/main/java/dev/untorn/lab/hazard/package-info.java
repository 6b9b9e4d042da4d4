/**
 * How long bytes handed to a socket keep following the file they came from: each way to hand over,
 * each writer, each state of the bytes when the file changes.
 *
 * <p>{@link dev.untorn.lab.hazard.HazardRun} turns a {@link dev.untorn.lab.hazard.HazardPlan} into
 * a {@link dev.untorn.lab.hazard.HazardReport} of facts; the renderings ({@code HazardText}, {@code
 * HazardJson}, {@code HazardPage}) only read it.
 */
@NullMarked
package dev.untorn.lab.hazard;

import org.jspecify.annotations.NullMarked;
