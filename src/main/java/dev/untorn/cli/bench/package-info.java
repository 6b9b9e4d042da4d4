/** {@code untorn bench}: turns its options into a load test and reports. */
@NullMarked
package dev.untorn.cli.bench;

import org.jspecify.annotations.NullMarked;
