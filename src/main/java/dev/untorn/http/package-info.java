/** HTTP/1.1 on a channel, and the exchange: the seven steps of a request on one screen. */
@NullMarked
package dev.untorn.http;

import org.jspecify.annotations.NullMarked;
