/** Which objects are evicted first, and when. Uses no files. */
@NullMarked
package dev.untorn.origin.object.evict;

import org.jspecify.annotations.NullMarked;
