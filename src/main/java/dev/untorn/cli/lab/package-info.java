/** {@code untorn lab}: its commands, their options, and how they become an experiment. */
@NullMarked
package dev.untorn.cli.lab;

import org.jspecify.annotations.NullMarked;
