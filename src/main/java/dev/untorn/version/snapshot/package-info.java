/**
 * Takes a version of an open file: under a lease if granted, by the first sealer that applies. Also
 * the rules for timestamps and Last-Modified dates.
 */
@NullMarked
package dev.untorn.version.snapshot;

import org.jspecify.annotations.NullMarked;
