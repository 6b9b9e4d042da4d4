/**
 * Which part of a version a request gets (planning, which is pure), how responses end, and the
 * facts of each response. {@code transfer} sends the bytes through {@code wire}. A response that
 * cannot be completed truthfully is cut; it ends once, with an {@link dev.untorn.delivery.Ending},
 * and {@link dev.untorn.delivery.Receipt} holds its facts.
 */
@NullMarked
package dev.untorn.delivery;

import org.jspecify.annotations.NullMarked;
