/**
 * HTTP/1.1 (RFC 9112): reading requests, writing responses, timeouts, closing. Prepared heads let a
 * plain request for a small warm file take one write and no allocation. Event loop only, unless a
 * class says otherwise.
 */
@NullMarked
package dev.untorn.http.h1;

import org.jspecify.annotations.NullMarked;
