/**
 * The access log: formats, and the thread that writes. Event loops enqueue lines and never wait;
 * lines that the device takes too slowly are dropped and counted.
 */
@NullMarked
package dev.untorn.http.accesslog;

import org.jspecify.annotations.NullMarked;
