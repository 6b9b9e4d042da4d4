/**
 * The access log: its formats, and the thread that writes it. Event loops hand lines over and never
 * wait; what the device takes too slowly is dropped and counted.
 */
@NullMarked
package dev.untorn.http.accesslog;

import org.jspecify.annotations.NullMarked;
