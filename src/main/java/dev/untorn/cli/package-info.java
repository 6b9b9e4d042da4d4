/**
 * The commands. Each is a class that names its options, reads the settings, runs what its package
 * below has, and returns an exit code; texts for people are written here and nowhere below, but for
 * the reasons and remedies that come with refusals.
 *
 * <p>Arguments are parsed by picocli; {@code UsageErrors} says what was probably meant.
 */
@NullMarked
package dev.untorn.cli;

import org.jspecify.annotations.NullMarked;
