/** The commands. */
@NullMarked
package dev.untorn.cli;

import org.jspecify.annotations.NullMarked;
