/**
 * A running server: listeners and event loops, the wiring of all packages below, start, stop, and
 * the admin server for metrics and health.
 *
 * <p>{@code Bootstrap} shows the steps of a start, {@code Components} is everything that lives as
 * long as the server, and {@link dev.untorn.server.Server} is what others hold. A start that is
 * refused is a value with its remedy, and undoes what was begun. A stop waits for nothing without a
 * bound. The admin server has an event loop of its own, so that it answers while the others are
 * stuck; it sees the server only through {@code AdminServerSources}.
 */
@NullMarked
package dev.untorn.server;

import org.jspecify.annotations.NullMarked;
