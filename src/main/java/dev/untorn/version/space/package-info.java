/** Room for private copies: in memory, on disks, and within the limits of both. */
@NullMarked
package dev.untorn.version.space;

import org.jspecify.annotations.NullMarked;
