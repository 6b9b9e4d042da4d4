/** Wiring and life cycle. */
@NullMarked
package dev.untorn.server;

import org.jspecify.annotations.NullMarked;
