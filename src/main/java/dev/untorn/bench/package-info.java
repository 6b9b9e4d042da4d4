/**
 * Load tests of this server and of others.
 *
 * <p>{@code load} is the generator, {@code target} what it is aimed at, {@code run} the order of
 * measurements, {@code report} what people and programs read of them.
 */
@NullMarked
package dev.untorn.bench;

import org.jspecify.annotations.NullMarked;
