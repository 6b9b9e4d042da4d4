/**
 * Reads the settings: defaults, overridden by the file, environment variables and options. Reports
 * all mistakes together, each with its place, what was found and what is allowed.
 */
@NullMarked
package dev.untorn.config.load;

import org.jspecify.annotations.NullMarked;
