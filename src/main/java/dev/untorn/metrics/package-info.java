/**
 * All metrics. {@link dev.untorn.metrics.Meter} is the table of meters, {@link
 * dev.untorn.metrics.Label} that of their labels, and {@link dev.untorn.metrics.Ledger} their only
 * writer: it books each receipt and each event of the store once, without a lookup, a lock or an
 * allocation. The only package that knows Micrometer.
 *
 * <p>All values of labels are enum constants, so nothing that a client sends can become a time
 * series. A number that is kept elsewhere is watched ({@code Meters.watch}), and read when somebody
 * scrapes.
 */
@NullMarked
package dev.untorn.metrics;

import org.jspecify.annotations.NullMarked;
