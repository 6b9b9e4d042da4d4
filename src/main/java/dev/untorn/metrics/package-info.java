/**
 * All metrics; the only package that uses Micrometer. {@link dev.untorn.metrics.Meter} is the table
 * of meters, {@link dev.untorn.metrics.Label} that of their labels, and {@link
 * dev.untorn.metrics.Ledger} counts each receipt and each event of the store once, without a
 * lookup, a lock or an allocation. Numbers kept elsewhere are read at each scrape.
 */
@NullMarked
package dev.untorn.metrics;

import org.jspecify.annotations.NullMarked;
