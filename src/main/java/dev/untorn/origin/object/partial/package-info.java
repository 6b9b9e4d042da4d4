/**
 * What is needed to go on with bodies that broke off: their hashes, and who has which. For the
 * store alone.
 */
@NullMarked
package dev.untorn.origin.object.partial;

import org.jspecify.annotations.NullMarked;
