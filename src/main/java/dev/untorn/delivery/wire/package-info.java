/**
 * The ways by which responses leave. A {@link dev.untorn.delivery.wire.Wire} takes bytes, and
 * stretches of files where it can, and says when it takes more; it knows nothing of versions. Only
 * the classes of the plain socket here touch a connection's descriptor or close it; everybody else
 * sends, waits and resets by the interface, so that encryption or another protocol is one more
 * wire.
 */
@NullMarked
package dev.untorn.delivery.wire;

import org.jspecify.annotations.NullMarked;
