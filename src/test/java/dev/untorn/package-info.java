/** Rules that hold for the whole tree. */
@NullMarked
package dev.untorn;

import org.jspecify.annotations.NullMarked;
