/**
 * Room for private copies: the budgets of memory, disks and descriptors, the unnamed files on
 * these, and what is given up when they run short.
 */
@NullMarked
package dev.untorn.version.space;

import org.jspecify.annotations.NullMarked;
