/** What people and programs read of a run. */
@NullMarked
package dev.untorn.bench.report;

import org.jspecify.annotations.NullMarked;
