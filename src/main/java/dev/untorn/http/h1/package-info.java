/** HTTP/1.1 (RFC 9112): reading requests, writing responses, a connection's life. */
@NullMarked
package dev.untorn.http.h1;

import org.jspecify.annotations.NullMarked;
