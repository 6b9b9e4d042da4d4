/**
 * HTTP/1.1 (RFC 9112) on a connection: reading requests, writing responses, timeouts, the
 * connection's end. It implements {@link dev.untorn.http.ResponseSink}, and keeps prepared heads,
 * so that a plain request for a small warm file takes one write and no allocation of its own. Event
 * loop only, unless a class says otherwise.
 */
@NullMarked
package dev.untorn.http.h1;

import org.jspecify.annotations.NullMarked;
