/** Ways in which programs change files, each with the states that it passes through. */
@NullMarked
package dev.untorn.lab.writer;

import org.jspecify.annotations.NullMarked;
