/**
 * Sockets and routes: sending, what a peer has acknowledged, by which device packets come and go.
 */
@NullMarked
package dev.untorn.linux.net;

import org.jspecify.annotations.NullMarked;
