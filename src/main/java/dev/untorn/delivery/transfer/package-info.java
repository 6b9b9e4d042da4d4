/**
 * Sends a version or a stream to a wire: {@link dev.untorn.delivery.transfer.Transfers} chooses a
 * transfer by where the bytes are, gates hold back the last bytes until they may complete the
 * response, and fences check for changes. A response whose promise is broken is reset.
 */
@NullMarked
package dev.untorn.delivery.transfer;

import org.jspecify.annotations.NullMarked;
