/**
 * Takes a version of an open file: an attempt, under a lease if one is granted, by the first sealer
 * that applies. Also the rules for timestamps: what they prove, and which Last-Modified date a
 * version gets.
 */
@NullMarked
package dev.untorn.version.snapshot;

import org.jspecify.annotations.NullMarked;
