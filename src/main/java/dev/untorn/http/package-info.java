/**
 * A request from its head to its receipt, whatever its protocol: {@link dev.untorn.http.Exchange}
 * shows the steps, {@link dev.untorn.http.Answer} is what comes of them, {@link
 * dev.untorn.http.ResponseSink} is what a protocol implements to send it. Nothing here knows the
 * bytes of a protocol, or a channel; the rooms are {@code h1}, {@code page} and {@code accesslog},
 * of which {@code h1} uses this package, and this package uses the others.
 */
@NullMarked
package dev.untorn.http;

import org.jspecify.annotations.NullMarked;
