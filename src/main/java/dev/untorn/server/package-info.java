/**
 * A running server: listeners and event loops, the wiring of all packages below, start, stop, and
 * the admin server for metrics and health. {@code Bootstrap} shows the steps of a start, {@code
 * Components} holds what lives as long as the {@link dev.untorn.server.Server}. All waits of a stop
 * are bounded. The admin server has its own event loop, and sees the server only through {@code
 * AdminServerSources}.
 */
@NullMarked
package dev.untorn.server;

import org.jspecify.annotations.NullMarked;
