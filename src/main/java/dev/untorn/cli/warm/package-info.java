/** {@code untorn warm}: turns its options into a list of URLs, and says what came of each. */
@NullMarked
package dev.untorn.cli.warm;

import org.jspecify.annotations.NullMarked;
