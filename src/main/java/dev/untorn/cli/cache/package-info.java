/** {@code untorn cache}: commands that look into the directory of a proxy's objects. */
@NullMarked
package dev.untorn.cli.cache;

import org.jspecify.annotations.NullMarked;
