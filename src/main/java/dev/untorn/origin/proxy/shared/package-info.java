/**
 * Requests to the origin whose answers several requests of clients wait for (RFC 9111, 4:
 * collapsed).
 */
@NullMarked
package dev.untorn.origin.proxy.shared;

import org.jspecify.annotations.NullMarked;
