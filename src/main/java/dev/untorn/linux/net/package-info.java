/**
 * Sockets and routes: sending, what a peer has acknowledged, and by which device packets leave and
 * come in.
 *
 * <p>Most descriptors belong to Netty, and are given as numbers; the caller sees to it that the
 * socket is open. No call waits for a peer.
 */
@NullMarked
package dev.untorn.linux.net;

import org.jspecify.annotations.NullMarked;
