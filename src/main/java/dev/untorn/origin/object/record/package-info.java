/**
 * The small records of the object store, as bytes with a checksum, and the names of its files. Uses
 * no files.
 */
@NullMarked
package dev.untorn.origin.object.record;

import org.jspecify.annotations.NullMarked;
