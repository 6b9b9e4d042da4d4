/**
 * The commands: servers and {@code probe} here, others in {@code bench}, {@code cache} and {@code
 * lab}. Each is a class with picocli options that calls the packages below and returns an exit
 * code. Texts for people are here; packages below give only reasons and remedies of refusals.
 */
@NullMarked
package dev.untorn.cli;

import org.jspecify.annotations.NullMarked;
