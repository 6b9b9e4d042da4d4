/**
 * Load tests of this server and of others.
 *
 * <p>{@code load} generates requests, {@code target} finds or starts servers, {@code run} orders
 * the measurements, {@code report} writes the results.
 */
@NullMarked
package dev.untorn.bench;

import org.jspecify.annotations.NullMarked;
