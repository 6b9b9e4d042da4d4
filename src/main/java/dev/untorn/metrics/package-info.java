/** One table of meters, and the ledger that is their only writer. */
@NullMarked
package dev.untorn.metrics;

import org.jspecify.annotations.NullMarked;
