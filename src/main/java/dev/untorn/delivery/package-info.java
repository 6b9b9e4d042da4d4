/**
 * What of a version is to be sent (pure planning), and sending it, with the fence before the last
 * bytes.
 */
@NullMarked
package dev.untorn.delivery;

import org.jspecify.annotations.NullMarked;
