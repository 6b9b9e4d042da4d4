/**
 * The files of the object store: read, replaced, counted, and removed once nobody uses them. For
 * the store alone.
 */
@NullMarked
package dev.untorn.origin.object.files;

import org.jspecify.annotations.NullMarked;
