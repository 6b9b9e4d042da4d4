/** The servers under test: those that the lab starts, or any URL with the file behind it. */
@NullMarked
package dev.untorn.lab.target;

import org.jspecify.annotations.NullMarked;
