/**
 * Room for private copies: the budgets of memory, disk and descriptors, the unnamed files, and what
 * to drop when they run short.
 */
@NullMarked
package dev.untorn.version.space;

import org.jspecify.annotations.NullMarked;
