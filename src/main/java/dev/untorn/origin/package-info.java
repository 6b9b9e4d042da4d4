/**
 * Where files come from. An {@link dev.untorn.origin.Origin} turns a request's {@link
 * dev.untorn.origin.Target} into a {@link dev.untorn.origin.Resolution}: an open file, an object to
 * be fetched, a folder to be listed, or the reason why there is nothing. After this package no path
 * is used any more.
 *
 * <p>Origins know how to find files and what their identities, dates and freshness are worth. They
 * take no versions, know no HTTP and no socket, and never make an event loop wait. Each has a room
 * of its own.
 */
@NullMarked
package dev.untorn.origin;

import org.jspecify.annotations.NullMarked;
