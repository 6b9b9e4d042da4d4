/**
 * Taking a version of an open file: an attempt, under a lease if one can be had, by the first
 * sealer of a chain that can. Also the rules about timestamps: what they prove, and as which date
 * clients may know a version.
 */
@NullMarked
package dev.untorn.version.snapshot;

import org.jspecify.annotations.NullMarked;
