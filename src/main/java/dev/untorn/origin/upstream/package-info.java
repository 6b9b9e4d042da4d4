/**
 * The HTTP/1.1 client to upstreams, on the server's event loops and Netty's codec.
 *
 * <p>An {@link dev.untorn.origin.upstream.UpstreamClient} sends an {@link
 * dev.untorn.origin.upstream.UpstreamRequest} on an event loop and gets an {@link
 * dev.untorn.origin.upstream.UpstreamResult}: a response's head, or why there is none. Bodies are
 * {@link dev.untorn.origin.upstream.BodySource}s, which are asked for each piece, and end in a
 * {@link dev.untorn.origin.upstream.BodyEnd} that says what the connection proved about their
 * completeness. Nothing else in this package is meant for others.
 *
 * <p>All that belongs to a connection is used by its event loop only. A {@code Call} takes a {@code
 * Connection} from its loop's {@code Pool} and has an {@code Exchange} with the upstream; the
 * exchange leaves the connection when the response has ended, so that what was read ahead waits in
 * its {@code ResponseBody} and not on the connection. Loops share only the {@code Permits}.
 */
@NullMarked
package dev.untorn.origin.upstream;

import org.jspecify.annotations.NullMarked;
