/**
 * Finds files: an {@link dev.untorn.origin.Origin} turns a request's {@link
 * dev.untorn.origin.Target} into a {@link dev.untorn.origin.Resolution}; later packages use no
 * paths. Origins know what identities, dates and freshness are worth; they take no versions and
 * never block an event loop. Only the rooms {@code upstream}, {@code s3} and {@code proxy} know
 * HTTP clients.
 */
@NullMarked
package dev.untorn.origin;

import org.jspecify.annotations.NullMarked;
