/**
 * Purges of many objects at once: a ban says by what they are recognized, and comes to the disk
 * before it holds. What was requested from the origin before is not used after.
 */
@NullMarked
package dev.untorn.origin.object.ban;

import org.jspecify.annotations.NullMarked;
