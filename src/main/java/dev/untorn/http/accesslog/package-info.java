/** The access log: its formats, its thread, and where its lines go. */
@NullMarked
package dev.untorn.http.accesslog;

import org.jspecify.annotations.NullMarked;
