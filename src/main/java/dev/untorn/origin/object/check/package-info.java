/**
 * Reads a store's directory without changing it, also while a process uses it: what is there, and
 * whether it is sound.
 */
@NullMarked
package dev.untorn.origin.object.check;

import org.jspecify.annotations.NullMarked;
