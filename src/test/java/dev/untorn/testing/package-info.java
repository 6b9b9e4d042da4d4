/** Tools for tests of all packages. */
@NullMarked
package dev.untorn.testing;

import org.jspecify.annotations.NullMarked;
