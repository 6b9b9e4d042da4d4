/**
 * What of a version a request gets (planning, which is pure), how responses end, and the facts of
 * each response, from which metrics and logs are made. The bytes are sent by {@code transfer}, and
 * leave by {@code wire}.
 *
 * <p>Whatever cannot be sent truthfully to its end is cut, never completed. A response ends once,
 * with an {@link dev.untorn.delivery.Ending}; {@link dev.untorn.delivery.Receipt} holds its facts.
 */
@NullMarked
package dev.untorn.delivery;

import org.jspecify.annotations.NullMarked;
