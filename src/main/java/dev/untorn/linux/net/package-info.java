/**
 * Sockets and routes: sending, acknowledgements, and the devices of outgoing and incoming packets.
 * Most descriptors belong to Netty and are passed as numbers; the caller keeps the socket open. No
 * call waits for a peer.
 */
@NullMarked
package dev.untorn.linux.net;

import org.jspecify.annotations.NullMarked;
