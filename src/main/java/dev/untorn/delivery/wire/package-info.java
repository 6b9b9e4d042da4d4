/**
 * How responses leave. A {@link dev.untorn.delivery.wire.Wire} takes bytes, and stretches of files
 * where possible, and reports when it takes more; it knows no versions. Only the classes of the
 * plain socket here use a connection's descriptor or close it, so that encryption or another
 * protocol is one more wire.
 */
@NullMarked
package dev.untorn.delivery.wire;

import org.jspecify.annotations.NullMarked;
