/**
 * What of a version a request gets (pure planning), how responses end, and the facts of each that
 * metrics and logs are made of. The bytes are sent by {@code transfer}, and leave by {@code wire}.
 */
@NullMarked
package dev.untorn.delivery;

import org.jspecify.annotations.NullMarked;
