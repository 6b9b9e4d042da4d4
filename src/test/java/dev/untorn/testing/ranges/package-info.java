/**
 * An origin of large objects that exist only while they are sent, for what asks for ranges of them.
 * Needs nothing but the JDK: scripts start it from its source.
 */
@NullMarked
package dev.untorn.testing.ranges;

import org.jspecify.annotations.NullMarked;
