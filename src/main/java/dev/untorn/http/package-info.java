/**
 * A request from its head to its receipt, in any protocol: {@link dev.untorn.http.Exchange} shows
 * the steps, {@link dev.untorn.http.Answer} is their result, and a protocol implements {@link
 * dev.untorn.http.ResponseSink}. {@code h1} uses this package, which uses {@code page} and {@code
 * accesslog}.
 */
@NullMarked
package dev.untorn.http;

import org.jspecify.annotations.NullMarked;
