/** The ways in which programs change files, and the states a file passes through. */
@NullMarked
package dev.untorn.lab.writer;

import org.jspecify.annotations.NullMarked;
