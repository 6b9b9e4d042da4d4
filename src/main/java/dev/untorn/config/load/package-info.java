/**
 * Reads the settings: defaults, overridden by the file, by environment variables and by options.
 * All mistakes are reported together, each with its place, what was found and what is allowed.
 */
@NullMarked
package dev.untorn.config.load;

import org.jspecify.annotations.NullMarked;
