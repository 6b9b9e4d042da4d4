/** Files beneath a root directory, and what is remembered of them. */
@NullMarked
package dev.untorn.origin.directory;

import org.jspecify.annotations.NullMarked;
