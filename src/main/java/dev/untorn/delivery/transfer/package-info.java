/**
 * Sending a version, or a stream, to a wire: {@link dev.untorn.delivery.transfer.Transfers} chooses
 * a transfer by where the bytes are, gates hold the last bytes back until they may complete the
 * response, fences look for changes, and every transfer ends once, as one of {@link
 * dev.untorn.delivery.Ending}. A response whose promise is broken is reset, never completed.
 */
@NullMarked
package dev.untorn.delivery.transfer;

import org.jspecify.annotations.NullMarked;
