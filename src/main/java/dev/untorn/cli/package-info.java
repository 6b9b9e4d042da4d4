/**
 * The commands. Each is a class that names its options, runs what the package below has, and
 * returns an exit code. Texts for people are written here; packages below give only the reasons and
 * remedies of what they refuse.
 *
 * <p>Here are {@code serve} and {@code probe}, and what all commands share; the rooms are {@code
 * bench} and {@code lab}. picocli parses arguments; {@code UsageErrors} says what was probably
 * meant.
 */
@NullMarked
package dev.untorn.cli;

import org.jspecify.annotations.NullMarked;
